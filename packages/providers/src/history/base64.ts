/** Bytes as base64 (RFC 4648 §4), the form in which every provider takes a file. */

/** Bytes converted at a time, because a call takes only so many arguments. */
const step = 32_768;

export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += step)
    binary += String.fromCharCode(...bytes.subarray(at, at + step));
  return btoa(binary);
}
