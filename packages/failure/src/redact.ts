/** Keeps credentials out of what is stored or shown (G10), and what is stored short. */

/** Each pattern is linear: one bounded character class, no nested quantifier. */
const secrets: readonly [pattern: RegExp, replacement: string][] = [
  [/\b(bearer|basic)\s+[\w.~+/=-]{8,512}/gi, '$1 [redacted]'],
  [/\b(?:sk|pk|rk|xai|gsk|key|AIza)[-_]?[A-Za-z0-9_-]{16,256}/g, '[redacted]'],
  [/([?&](?:api[-_]?key|key|token|access_token|signature)=)[^&\s"']{1,512}/gi, '$1[redacted]'],
  [
    /("?(?:x-api-key|api[-_]?key|authorization)"?\s{0,4}[:=]\s{0,4}"?)[^\s"',}]{6,512}/gi,
    '$1[redacted]',
  ],
];

/** The text without credentials, cut to 500 characters. */
export function redact(text: string, maxLength = 500): string {
  let clean = text.slice(0, maxLength * 4);
  for (const [pattern, replacement] of secrets) clean = clean.replace(pattern, replacement);
  return clean.length > maxLength ? `${clean.slice(0, maxLength - 1)}…` : clean;
}
