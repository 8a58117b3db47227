/** Contents of files for the cases. */
import { createHash } from 'node:crypto';

/** An image of one pixel. */
export const png: Uint8Array = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);

export const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** The hash of a stored file with this content. */
export const sha256 = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');
