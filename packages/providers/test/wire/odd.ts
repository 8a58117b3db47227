/** Values that do not survive a careless hand: long ones, base64 with all of its characters, texts with odd ends. */

/** Bytes that follow from a seed, with all 256 values if there are enough of them. */
const bytes = (seed: number, length: number): Buffer =>
  Buffer.from(Array.from({ length }, (_, index) => (index * 167 + seed * 31 + 251) % 256));

/** Base64 with `+`, `/` and one or two `=` at its end. */
export const signature = (seed: number, length = 400): string =>
  Buffer.concat([Buffer.from([0xfb, 0xef, 0xbe, 0xff, 0xff]), bytes(seed, length)]).toString(
    'base64',
  );

/** Base64 for URLs with padding, as OpenAI's `gAAAA…` is (Fernet). */
export const urlSignature = (seed: number, length = 400): string =>
  `gAAAA${signature(seed, length).replaceAll('+', '-').replaceAll('/', '_')}`;

/** A signature of 90,000 characters: more than one read of a socket. */
export const longSignature = (seed: number): string => signature(seed, 67_501);

/** A thought with white space at both ends, and characters of two code units. */
export const thought = '\n  Hmm — "Zürich"\u2028? 🌦️ 𝒳\t\\n  \n';
