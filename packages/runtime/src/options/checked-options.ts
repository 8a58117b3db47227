/** Checks the options of a runtime, and fills in their defaults. */
import { errorText } from '@perdure/failure';
import { defaultPolicy, type RetryPolicy, toPolicy } from '@perdure/run';
import {
  checkChoice,
  checkFunction,
  checkKnownOptions,
  checkNumber,
  checkObject,
  reporter,
  withDefaults,
} from '@perdure/thread';
import { defaultTimeouts, type Timeouts } from '../attempt/watchdog.ts';
import type { KeepStopped } from '../batch/plans.ts';
import { newUuid } from '../host/new-uuid.ts';
import { defaultRetention, type RetentionOptions } from '../host/retention.ts';
import { type Clock, longestTimerMs, systemClock } from '../ports/clock.ts';
import { storeMethods } from '../ports/store.ts';
import type { RuntimeOptions } from '../runtime.ts';
import { guardedClock, guardedId, guardedRandom } from './guarded.ts';
import { type Limits, toLimits } from './limits.ts';

const names = Object.keys({
  store: true,
  provider: true,
  policy: true,
  timeouts: true,
  limits: true,
  keepStopped: true,
  maxConcurrentAttempts: true,
  isolationMs: true,
  checkpointMs: true,
  retention: true,
  onEvent: true,
  onError: true,
  trace: true,
  clock: true,
  random: true,
  newId: true,
} satisfies Record<keyof RuntimeOptions, true>);

const longestTimeoutMs = 365 * 24 * 60 * 60 * 1_000;

/** The options that can be checked by themselves, complete. */
export interface CheckedOptions {
  policy: RetryPolicy;
  timeouts: Timeouts;
  limits: Limits;
  keepStopped: KeepStopped;
  maxConcurrentAttempts: number;
  isolationMs: number;
  checkpointMs: number;
  retention: RetentionOptions;
  onEvent: NonNullable<RuntimeOptions['onEvent']>;
  onError: (error: unknown) => void;
  clock: Clock;
  random: () => number;
  newId: () => string;
}

/** Checks what a runtime must close if anything else is wrong. @throws {InvalidOptionError} */
export function checkStore(options: RuntimeOptions): void {
  checkObject('options', options);
  checkObject('store', options.store);
  for (const method of storeMethods) checkFunction(`store.${method}`, options.store[method]);
}

/**
 * @throws {InvalidOptionError} for an option out of its bounds, or with an unknown name
 * @throws {InvalidPolicyError} for a policy out of its bounds
 */
export function checkedOptions(options: RuntimeOptions): CheckedOptions {
  checkKnownOptions('', options, names);
  checkFunction('provider', options.provider);
  for (const name of ['onEvent', 'onError', 'trace', 'random', 'newId'] as const)
    if (options[name] !== undefined) checkFunction(name, options[name]);
  const { keepStopped = 'all', checkpointMs = 1_000, clock = systemClock } = options;
  const { maxConcurrentAttempts = 64, isolationMs = 30_000 } = options;
  checkChoice('keepStopped', keepStopped, ['all', 'tools']);
  checkNumber('maxConcurrentAttempts', maxConcurrentAttempts, {
    min: 1,
    max: 1_000_000,
    whole: true,
  });
  checkNumber('isolationMs', isolationMs, { min: 0, max: longestTimerMs });
  checkNumber('checkpointMs', checkpointMs, { min: 1, max: longestTimerMs });
  const onError = reporter(
    options.onError ?? ((error) => console.error('perdure:', errorText(error))),
  );
  return {
    policy: toKnownPolicy(options.policy),
    timeouts: toTimeouts(options.timeouts),
    limits: toLimits(options.limits),
    keepStopped,
    maxConcurrentAttempts,
    isolationMs,
    checkpointMs,
    retention: toRetention(options.retention),
    onEvent: options.onEvent ?? (() => {}),
    onError,
    clock: guardedClock(checkedClock(clock), onError),
    random: guardedRandom(options.random ?? Math.random, onError),
    newId: guardedId(options.newId ?? newUuid, onError),
  };
}

/**
 * The policy of an app. Only here are unknown names refused, because a stored policy may be another version's.
 *
 * @throws {InvalidOptionError} for what is no object, and for a field with an unknown name
 * @throws {InvalidPolicyError} for a field out of its bounds
 */
export function toKnownPolicy(own: Partial<RetryPolicy> = {}, base = defaultPolicy): RetryPolicy {
  checkObject('policy', own);
  checkKnownOptions('policy', own, Object.keys(defaultPolicy));
  return toPolicy(own, base);
}

function toTimeouts(own: Partial<Timeouts> = {}): Timeouts {
  checkObject('timeouts', own);
  checkKnownOptions('timeouts', own, Object.keys(defaultTimeouts));
  const timeouts = withDefaults(defaultTimeouts, own);
  for (const [name, value] of Object.entries(timeouts))
    checkNumber(`timeouts.${name}`, value, { min: 1, max: longestTimeoutMs, infinity: true });
  return timeouts;
}

function toRetention(own: Partial<RetentionOptions> = {}): RetentionOptions {
  checkObject('retention', own);
  checkKnownOptions('retention', own, Object.keys(defaultRetention));
  const retention = withDefaults(defaultRetention, own);
  const { keptMs, everyMs } = retention;
  checkNumber('retention.keptMs', keptMs, {
    min: 60_000,
    max: Number.MAX_SAFE_INTEGER,
    infinity: true,
  });
  checkNumber('retention.everyMs', everyMs, { min: 1_000, max: longestTimerMs });
  return retention;
}

function checkedClock(clock: Clock): Clock {
  checkObject('clock', clock);
  for (const method of ['now', 'elapsed', 'setTimeout', 'clearTimeout', 'defer'] as const)
    checkFunction(`clock.${method}`, clock[method]);
  const bounds = { min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER };
  checkNumber('clock.now()', clock.now(), bounds);
  checkNumber('clock.elapsed()', clock.elapsed(), bounds);
  return clock;
}
