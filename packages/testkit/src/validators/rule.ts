/** A rule of an API, and the validator that a list of rules makes. */
import { everyWire, type Turn } from './every-wire.ts';
import { isJson, type Json } from './json.ts';
import type { Problem, Validator } from './problem.ts';

/** A place that breaks the rule which found it. */
export type Finding = Pick<Problem, 'path' | 'message'>;

/** What the rules of an API read. */
export interface Request {
  readonly body: Json;
  /** The entries of the conversation in order. */
  readonly turns: readonly Turn[];
}

export interface Rule<R> {
  readonly name: string;
  readonly check: (request: R) => Iterable<Finding>;
}

export interface Wire {
  readonly validate: Validator;
  /** The names of all rules of the API, those that hold for every API included. */
  readonly ruleNames: readonly string[];
}

/** @param read reads a body; it must not throw, whatever the body is */
export function wire<R extends Request>(
  read: (body: Json) => R,
  ...groups: readonly (readonly Rule<R>[])[]
): Wire {
  const rules: readonly Rule<R>[] = [...groups.flat(), ...everyWire];
  const validate: Validator = (body) => {
    if (!isJson(body)) return [{ path: '', rule: 'body', message: 'The body is no object.' }];
    const request = read(body);
    return rules.flatMap(({ name, check }) =>
      Array.from(check(request), (finding) => ({ ...finding, rule: name })),
    );
  };
  return { validate, ruleNames: ['body', ...rules.map(({ name }) => name)] };
}
