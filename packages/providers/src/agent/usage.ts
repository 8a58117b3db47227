/** What model calls have used, from the fields of any API. */
import type { Usage } from '@perdure/runtime';

/** The usage, without the fields that the API has not said. */
export const toUsage = (
  fields: {
    readonly [field in keyof Required<Usage>]: number | null | undefined;
  },
): Usage => Object.fromEntries(Object.entries(fields).filter(([, tokens]) => isCount(tokens)));

/** True for a finite number, 0 or more. What else a server says is no count, and a runtime would refuse it. */
export const isCount = (tokens: unknown): boolean =>
  typeof tokens === 'number' && Number.isFinite(tokens) && tokens >= 0;
