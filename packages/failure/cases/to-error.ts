/** A value as a client throws it, from its JSON: an Error with these fields if it has a message. */
export function toError(value: unknown): unknown {
  const { message } = Object(value) as { message?: unknown };
  return typeof message === 'string' ? Object.assign(new Error(message), value) : value;
}
