/** A refusal by the server itself, thrown by a route for a request that does not reach the runtime. */
import type { Problem } from './problem.ts';

export class Refusal extends Error {
  readonly problem: Problem;
  /** Headers of the answer. */
  readonly headers: Record<string, string>;

  /** @param members extension members of the problem details */
  constructor(
    status: number,
    code: string,
    detail: string,
    headers: Record<string, string> = {},
    members: Record<string, unknown> = {},
  ) {
    super(detail);
    this.problem = { ...members, status, code, detail };
    this.headers = headers;
  }
}
