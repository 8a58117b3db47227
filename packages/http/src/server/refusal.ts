/** A refusal by the server itself, thrown by a route for a request that does not reach the runtime. */
import type { Problem } from './problem.ts';

export class Refusal extends Error {
  readonly problem: Problem;

  constructor(status: number, code: string, detail: string) {
    super(detail);
    this.problem = { status, code, detail };
  }
}
