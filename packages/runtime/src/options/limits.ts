/** How much a start, an answer and an attempt may bring. Rate limits of providers are another thing. */
import { checkKnownOptions, checkNumber, checkObject, withDefaults } from '@perdure/thread';

/** Bytes are those of UTF-8; a part's are those of its JSON. Each number is a whole one, and more than 0. */
export interface Limits {
  /**
   * Longest time of an attempt, milliseconds, whatever it sends; `Infinity` for no limit. Pauses of this process do not
   * count. The run fails with `attempt_too_long`. @default 21_600_000, which is 6 hours
   */
  maxAttemptMs: number;
  /**
   * Most bytes that an attempt may say: texts, calls, results and metadata, without files. The run fails with
   * `attempt_too_large`. @default 16_777_216, which is 16 MiB
   */
  maxAttemptBytes: number;
  /** Most parts of all messages of an attempt. The run fails with `attempt_too_large`. @default 10_000 */
  maxAttemptParts: number;
  /**
   * Most bytes of a chunk, such as a tool's result, without files. The run fails with `chunk_too_large`.
   * @default 8_388_608, which is 8 MiB
   */
  maxChunkBytes: number;
  /** Most bytes of a prompt, without files. `InvalidPromptError`. @default 4_194_304, which is 4 MiB */
  maxPromptBytes: number;
  /** Most bytes of an answer to a question. `InvalidAnswerError`. @default 1_048_576, which is 1 MiB */
  maxAnswerBytes: number;
  /** Most runs that wait in a thread behind the active one. `QueueFullError`. @default 100_000 */
  maxQueuedRuns: number;
}

export const defaultLimits: Limits = {
  maxAttemptMs: 6 * 60 * 60 * 1_000,
  maxAttemptBytes: 16 * 2 ** 20,
  maxAttemptParts: 10_000,
  maxChunkBytes: 8 * 2 ** 20,
  maxPromptBytes: 4 * 2 ** 20,
  maxAnswerBytes: 2 ** 20,
  maxQueuedRuns: 100_000,
};

/** V8's longest string has about 2^29 characters, and SQLite's longest value 10^9 bytes. */
const mostBytes = 256 * 2 ** 20;

const most: Readonly<Record<keyof Limits, number>> = {
  maxAttemptMs: 365 * 24 * 60 * 60 * 1_000,
  maxAttemptBytes: mostBytes,
  maxAttemptParts: 1_000_000,
  maxChunkBytes: mostBytes,
  maxPromptBytes: mostBytes,
  maxAnswerBytes: mostBytes,
  maxQueuedRuns: 1_000_000,
};

/** The limits with their defaults. @throws {InvalidOptionError} */
export function toLimits(own: Partial<Limits> = {}): Limits {
  checkObject('limits', own);
  checkKnownOptions('limits', own, Object.keys(defaultLimits));
  const limits = withDefaults(defaultLimits, own);
  for (const [name, max] of Object.entries(most)) {
    const infinity = name === 'maxAttemptMs';
    const value = limits[name as keyof Limits];
    checkNumber(`limits.${name}`, value, { min: 1, max, whole: true, infinity });
  }
  return limits;
}
