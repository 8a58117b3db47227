/** The texts in a value, because a provider may repeat them in an error. */
import type { Json } from '@perdure/run';

/** All strings in a JSON value, at any depth, without the names of its fields. */
export function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap((inner) => textsIn(inner as Json));
}
