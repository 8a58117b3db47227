/** The demo's own API between the page and its server: the model behind it, and the effects of its tools. */
import type { Fault, ReceivedRequest } from '@perdure/model-server';
import type { Question, QuestionAnswer } from '@perdure/providers/ai-sdk';

/** Paths of the demo's API, with method, body and response. */
export const demoPaths = {
  /** GET → DemoInfo */
  info: '/api/demo',
  /** GET → Plan, PUT Plan → Plan. 404 unless `DemoInfo.provider` is `demo`. */
  plan: '/api/demo/plan',
  /**
   * GET → { requests: ReceivedRequest[] }: the requests that the model has received. 404 unless `DemoInfo.provider` is
   * `demo`.
   */
  requests: '/api/demo/requests',
  /** GET → { effects: Effect[] }: what tools have done outside of the run. */
  effects: '/api/demo/effects',
  /** POST → no response: the server kills itself with SIGKILL, and its supervisor starts it again. */
  kill: '/api/demo/kill',
  /** GET ?run=r1 → DemoNodes. 404 unless the demo has several nodes. */
  nodes: '/api/demo/nodes',
  /** POST /api/demo/nodes/kill?pid=1 → 204: kills a node with SIGKILL. */
  killNode: '/api/demo/nodes/kill',
} as const;

export interface DemoInfo {
  /** `demo`: the demo's model server, which fails as planned. `custom`: an endpoint from the environment. */
  provider: 'demo' | 'custom';
  /** The model of runs that name none. */
  model: string;
  /** The models that a run may name. */
  models: string[];
  /** Process id of the server. */
  pid: number;
  /** True if several processes share a PostgreSQL. */
  hasNodes: boolean;
}

/** The processes that share a PostgreSQL. */
export interface DemoNodes {
  nodes: DemoNode[];
  /** The attempts of the run that was asked for, the first one first. */
  attempts: { fence: number; outcome: string; node: string }[];
}

export interface DemoNode {
  /** `n1`, `n2` … */
  name: string;
  pid: number;
  /** Address of its page. */
  url: string;
  /** True for the node that serves the page. */
  isSelf: boolean;
  /** Number of answers that it gives at present. */
  answers: number;
}

export interface Plan {
  /** The faults of the next calls, the next call first. After the last one, all calls succeed. */
  faults: Fault[];
}

/** An effect of a tool, performed once. */
export interface Effect {
  /** Time of the first call, ISO 8601. */
  at: string;
  runId: string;
  toolCallId: string;
  tool: string;
  input: Record<string, string | number>;
  /** The tool's result: a sentence that says what was done. */
  done: string;
  /** Idempotency keys of the attempts that called for the effect. The first performed it; the others got its result. */
  attempts: string[];
}

export type { Fault, Question, QuestionAnswer, ReceivedRequest };
