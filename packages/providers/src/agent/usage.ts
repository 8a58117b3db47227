/** What model calls have used, from the fields of any API. */
import type { Usage } from '@perdure/runtime';

/** The usage, without the fields that the API has not said. */
export const toUsage = (
  fields: {
    readonly [field in keyof Required<Usage>]: number | null | undefined;
  },
): Usage =>
  Object.fromEntries(Object.entries(fields).filter(([, tokens]) => typeof tokens === 'number'));

/** The usage of two requests together. */
export function addUsage(a: Usage, b: Usage = {}): Usage {
  const fields = Object.keys({ ...a, ...b }) as (keyof Usage)[];
  return Object.fromEntries(fields.map((field) => [field, (a[field] ?? 0) + (b[field] ?? 0)]));
}
