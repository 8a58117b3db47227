/**
 * An app's clock, randomness and ids, as the runtime calls them. They are called in timers and between commits, where a
 * value out of bounds must neither end the process nor reach the store. So it is reported, and replaced.
 */
import { checkId, InvalidOptionError, keptForLater } from '@perdure/thread';
import { newUuid } from '../host/new-uuid.ts';
import type { Clock } from '../ports/clock.ts';

type OnError = (error: unknown) => void;

/** The clock in whole milliseconds. A time that is no number is replaced by the last one that was. */
export function guardedClock(clock: Clock, onError: OnError): Clock {
  const time = (name: 'now' | 'elapsed', read: () => number) => {
    let last = read();
    return guarded(
      () => {
        const value = read();
        if (!Number.isFinite(value)) throw new InvalidOptionError(name, 'a finite number', value);
        last = value;
        return value;
      },
      () => last,
      onError,
    );
  };
  const now = time('now', () => clock.now());
  return {
    now: () => Math.floor(now()),
    elapsed: time('elapsed', () => clock.elapsed()),
    setTimeout: (callback, ms) => clock.setTimeout(callback, ms),
    clearTimeout: (timer) => clock.clearTimeout(timer),
    defer: (callback) => clock.defer(callback),
  };
}

/** Numbers in [0, 1). */
export const guardedRandom = (random: () => number, onError: OnError): (() => number) =>
  guarded(
    () => {
      const value = random();
      if (typeof value === 'number' && value >= 0 && value < 1) return value;
      throw new InvalidOptionError('random', 'a function that returns numbers in [0, 1)', value);
    },
    Math.random,
    onError,
  );

/** Ids that keep the rule of `checkId`. */
export const guardedId = (newId: () => string, onError: OnError): (() => string) =>
  guarded(
    () => {
      const id: unknown = newId();
      // A promise is no id, and its rejection must not end the process.
      if (id instanceof Promise) void keptForLater(id);
      checkId('new id', id as string);
      return id as string;
    },
    newUuid,
    onError,
  );

/** Calls `first`; if it throws, reports that and calls `second`. */
const guarded =
  <T>(first: () => T, second: () => T, onError: OnError): (() => T) =>
  () => {
    try {
      return first();
    } catch (error) {
      onError(error);
      return second();
    }
  };
