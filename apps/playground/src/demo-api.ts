/** What the page and its server say to each other about the demo itself: the model behind it, and its tools. */
import type { Question, QuestionAnswer } from '@perdure/providers/ai-sdk';
import type { Fault, ReceivedRequest } from '@perdure/providers/model-server';

export const demoPaths = {
  /** GET → DemoInfo */
  info: '/api/demo',
  /** GET → Plan, PUT Plan → Plan. 404 when the model is not the demo's own. */
  plan: '/api/demo/plan',
  /** GET → { requests: ReceivedRequest[] }: what the model was really sent. 404 as above. */
  requests: '/api/demo/requests',
  /** GET → { effects: Effect[] }: what tools have done outside. */
  effects: '/api/demo/effects',
  /** POST → the server ends at once with SIGKILL, and whoever supervises it starts it again. */
  kill: '/api/demo/kill',
} as const;

export interface DemoInfo {
  /** `demo`: our own model server, which fails as told. `custom`: an endpoint from the environment. */
  provider: 'demo' | 'custom';
  /** Answers the runs that name none. */
  model: string;
  /** Those that a run may name. */
  models: string[];
  pid: number;
}

export interface Plan {
  /** How the next calls go, the next one first. Empty: all go well. */
  faults: Fault[];
}

/** What a tool has done, once. */
export interface Effect {
  /** When, as ISO 8601. */
  at: string;
  runId: string;
  toolCallId: string;
  tool: string;
  input: Record<string, string | number>;
  /** In words; the tool's result. */
  done: string;
  /** The keys of the attempts that called for it. The first performed it; the others were told what it did. */
  attempts: string[];
}

export type { Fault, Question, QuestionAnswer, ReceivedRequest };
