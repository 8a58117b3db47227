/** What the page and its server say to each other about the demo itself: faults, and the model behind it. */
import type { Fault, ReceivedRequest } from '@perdure/providers/model-server';

export const demoPaths = {
  /** GET → DemoInfo */
  info: '/api/demo',
  /** GET → Plan, PUT Plan → Plan. 404 when the model is not the demo's own. */
  plan: '/api/demo/plan',
  /** GET → { requests: ReceivedRequest[] }: what the model was really sent. 404 as above. */
  requests: '/api/demo/requests',
  /** POST → the server ends at once with SIGKILL, and whoever supervises it starts it again. */
  kill: '/api/demo/kill',
} as const;

export interface DemoInfo {
  /** `demo`: our own model server, which fails as told. `custom`: an endpoint from the environment. */
  provider: 'demo' | 'custom';
  model: string;
  pid: number;
}

export interface Plan {
  /** How the next calls go, the next one first. Empty: all go well. */
  faults: Fault[];
}

export type { Fault, ReceivedRequest };
