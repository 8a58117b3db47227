/** What a validator returns: the problems of a request, each with its place and the rule that it breaks. */

export interface Problem {
  /** The place in the body, as keys and indices with dots between them; empty for the body itself. */
  readonly path: string;
  /** The name of the rule, in camelCase. Unique within an API. */
  readonly rule: string;
  /** What is wrong, as a sentence. */
  readonly message: string;
}

/** A check of a request's body after `JSON.parse`. An empty array means that the service accepts the conversation. */
export type Validator = (body: unknown) => Problem[];
