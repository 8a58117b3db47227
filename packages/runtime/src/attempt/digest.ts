/**
 * Digests of requests. A provider's prompt cache holds the beginning of a request, so a retry should repeat the request
 * before it byte for byte up to its new end. The digests show whether it does.
 */
import { sha256 } from '@perdure/thread';
import type { RequestDigest } from '../ports/store.ts';

/** The digest of a request's body; undefined for a body that is no JSON object. */
export async function digestOf(request: unknown): Promise<RequestDigest | undefined> {
  const body = toBody(request);
  if (body === undefined) return undefined;
  const fields = Object.entries(body).map(async ([field, value]) =>
    Array.isArray(value)
      ? ([field, [value.length, await hashOf(value)]] as const)
      : ([field, await hashOf(value)] as const),
  );
  return Object.fromEntries(await Promise.all(fields));
}

/**
 * The fields in which a request differs from one before it. A list may have grown at its end.
 *
 * @param former digest of the request before
 */
export async function changedFields(former: RequestDigest, request: unknown): Promise<string[]> {
  const body = toBody(request) ?? {};
  const fields = [...new Set([...Object.keys(former), ...Object.keys(body)])];
  const isSame = await Promise.all(
    fields.map(async (field) => {
      const [before, value] = [former[field], body[field]];
      if (typeof before !== 'object') return before === (await hashOf(value));
      const [length, hash] = before;
      return Array.isArray(value) && hash === (await hashOf(value.slice(0, length)));
    }),
  );
  return fields.filter((_, at) => !isSame[at]);
}

function toBody(request: unknown): Record<string, unknown> | undefined {
  try {
    const body: unknown = typeof request === 'string' ? JSON.parse(request) : request;
    return typeof body === 'object' && body !== null ? { ...body } : undefined;
  } catch {
    return undefined;
  }
}

/** 96 bits of SHA-256 in hexadecimal digits; the text `none` for a value without a JSON form. */
async function hashOf(value: unknown): Promise<string> {
  const text = JSON.stringify(value);
  return text === undefined ? 'none' : (await sha256(new TextEncoder().encode(text))).slice(0, 24);
}
