/** What model calls have used, from the fields of any API. */
import type { Usage } from '@perdure/runtime';

/** The usage, without the fields that the API has not said. */
export const toUsage = (
  fields: {
    readonly [field in keyof Required<Usage>]: number | null | undefined;
  },
): Usage =>
  Object.fromEntries(Object.entries(fields).filter(([, tokens]) => typeof tokens === 'number'));
