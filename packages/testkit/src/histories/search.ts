/** Looks for a history of which a model's service refuses a request. */
import fc from 'fast-check';
import { anyScript } from './any-script.ts';
import { type ModelName, modelNames } from './models.ts';
import { type Asked, play } from './play.ts';
import type { Script } from './script.ts';

export interface SearchOptions<T> {
  /** The seed of the histories. The same seed gives the same histories. */
  seed: number;
  /** Number of histories at most. */
  histories: number;
  /** Sends a request to a model. Resolves with what is wrong with it; undefined if the model's service takes it. */
  send: (asked: Asked, model: ModelName) => Promise<T | undefined>;
  /** True to return the first refusal that is found, with a history that may be long. @default false */
  isFirstEnough?: boolean;
}

export interface Found<T> {
  script: Script;
  refusal: T;
}

/** @returns the smallest history that was found, and the first refusal in it; undefined if all requests are taken */
export async function search<T>(options: SearchOptions<T>): Promise<Found<T> | undefined> {
  const { seed, histories, isFirstEnough = false } = options;
  let found: Found<T> | undefined;
  const property = fc.asyncProperty(
    anyScript,
    fc.constantFrom(...modelNames),
    async (script, other) => {
      const refusal = await firstRefusal(options, script, other);
      if (refusal !== undefined) found = { script, refusal };
      return refusal === undefined;
    },
  );
  const outcome = await fc.check(property, {
    seed,
    numRuns: histories,
    endOnFailure: isFirstEnough,
  });
  // A failure without a refusal is an error of the search itself.
  if (outcome.failed && found === undefined) throw outcome.errorInstance;
  return found;
}

/** Each request of a history goes to its own model, and the last one to another model too, as after a switch. */
async function firstRefusal<T>(
  { send }: Pick<SearchOptions<T>, 'send'>,
  script: Script,
  other: ModelName,
): Promise<T | undefined> {
  const all = await play(script);
  const last = all.at(-1);
  const sent = all.map((asked) => [asked, asked.model] as const);
  const switched = last === undefined || last.isResumed ? [] : [[last, other] as const];
  for (const [asked, model] of [...sent, ...switched]) {
    const refusal = await send(asked, model);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
