/** What model calls have used, in tokens. The names are those of the AI SDK and of OpenTelemetry's GenAI conventions. */

/** Tokens. A field is absent if the provider did not say it. */
export interface Usage {
  /** All tokens of the requests, cached ones included. */
  readonly inputTokens?: number;
  /** All tokens of the answers, reasoning included. */
  readonly outputTokens?: number;
  readonly reasoningTokens?: number;
  /** Input tokens that were read from the provider's prompt cache. */
  readonly cacheReadTokens?: number;
  /** Input tokens that were written to the provider's prompt cache. */
  readonly cacheWriteTokens?: number;
}

/** The names of all fields. */
export const usageFields = [
  'inputTokens',
  'outputTokens',
  'reasoningTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
] as const satisfies readonly (keyof Usage)[];

/** The sum. A field that neither has stays absent; null if nothing is known. */
export function addUsage(a: Usage | null | undefined, b: Usage | null | undefined): Usage | null {
  if (!a || !b) return a ?? b ?? null;
  const known = usageFields.filter((field) => a[field] !== undefined || b[field] !== undefined);
  return Object.fromEntries(known.map((field) => [field, (a[field] ?? 0) + (b[field] ?? 0)]));
}

/** The `usage` of an event, for the event that reports it; an empty object if the event has none. */
export const usedBy = (event: object): { usage?: Usage } =>
  'usage' in event && event.usage !== undefined ? { usage: event.usage as Usage } : {};

/** The change to the context of a run whose attempt ends with an event; empty if the event has no `usage`. */
export const usedAfter = (
  { usage }: { readonly usage: Usage | null },
  event: object,
): { usage?: Usage | null } =>
  'usage' in event ? { usage: addUsage(usage, usedBy(event).usage) } : {};
