/** Keeps credentials, and what the user said, out of what is stored or shown (G10); and keeps it short. */

/** The quote around a name or a value, escaped as often as JSON stands inside of JSON. */
const quote = String.raw`(?:\\{0,15}["'])?`;

const fields = [
  'x-api-key',
  'x-goog-api-key',
  'api[-_]?key',
  '(?:access|refresh|id|auth|session|security)[-_]?token',
  '(?:client[-_]?|aws[-_]?)?secret(?:[-_]?access)?(?:[-_]?key)?',
  'private[-_]?key',
  'password',
  'passwd',
].join('|');

/** Each pattern is linear: bounded character classes behind a fixed beginning. */
const secrets: readonly [pattern: RegExp, replacement: string][] = [
  [/\b(bearer|basic)\s{1,4}[\w.~+/=-]{8,2048}/gi, '$1 [redacted]'],
  // OpenAI, Anthropic, OpenRouter, DeepSeek, xAI, Groq, Hugging Face, Replicate, Perplexity, NVIDIA, Fireworks, Cerebras.
  [/\b(?:sk|pk|rk)-[\w-]{8,256}/g, '[redacted]'],
  [/\b(?:xai-|gsk_|hf_|r8_|pplx-|nvapi-|fw_|csk-|tgp_v1_|jina_|glpat-)[\w-]{8,256}/g, '[redacted]'],
  // Google, AWS, GitHub, Slack.
  [/\bAIza[\w-]{20,60}/g, '[redacted]'],
  [/\bya29\.[\w-]{10,512}/g, '[redacted]'],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{12,32}/g, '[redacted]'],
  [/\b(?:gh[opsur]_|github_pat_|xox[abprs]-)[\w-]{10,256}/g, '[redacted]'],
  // JSON Web Tokens.
  [/\beyJ[\w-]{8,1024}\.[\w-]{4,2048}(?:\.[\w-]{0,1024})?/g, '[redacted]'],
  [
    /([?&](?:api[-_]?key|key|token|access_token|sig|signature|code|secret)=)[^&\s"'<>]{1,512}/gi,
    '$1[redacted]',
  ],
  // RFC 3986 §3.2.1: `https://user:password@host`.
  [/\b([a-z][a-z0-9+.-]{1,15}:\/\/)[^\s/@"'<>]{1,512}@/gi, '$1[redacted]@'],
  [/(\b(?:set-)?cookie"?\s{0,4}[:=]\s{0,4})[^\n"']{1,2048}/gi, '$1[redacted]'],
  // A field, in JSON, in JSON that was escaped, in a Python dictionary, in a header that was logged.
  [
    new RegExp(
      String.raw`(\b(?:${fields})${quote}\s{0,4}[:=]\s{0,4}${quote})[^\s"',}\\]{6,512}`,
      'gi',
    ),
    '$1[redacted]',
  ],
  // With the scheme in front of it, whatever it is: `Authorization: Token …` (RFC 9110 §11.6.2).
  [
    new RegExp(
      String.raw`(\b(?:proxy-)?authorization${quote}\s{0,4}[:=]\s{0,4}${quote}(?:[a-z][\w-]{2,20}\s{1,4})?)[^\s"',}\\]{6,512}`,
      'gi',
    ),
    '$1[redacted]',
  ],
  // AWS Signature Version 4.
  [/\b((?:signature|credential)=)[^\s,&"'\\]{6,512}/gi, '$1[redacted]'],
];

/** An echo is seldom whole: so many characters in a row that both have are one. */
const echo = 32;

/** Text beyond this is cut before it is looked at. */
const mostRead = 4_096;

/**
 * The text without credentials, cut to `maxLength` characters.
 *
 * @param conceal what else must not stand in it, such as the user's own words
 */
export function redact(text: string, maxLength = 500, conceal: readonly string[] = []): string {
  let clean = text.slice(0, mostRead);
  for (const [pattern, replacement] of secrets) clean = clean.replace(pattern, replacement);
  for (const words of conceal) clean = withoutEcho(clean, words);
  return clean.length > maxLength ? `${clean.slice(0, maxLength - 1)}…` : clean;
}

/** Cuts out each stretch of the text that is a stretch of the words. */
function withoutEcho(text: string, words: string): string {
  const known = words.slice(0, mostRead).trim();
  const shortest = Math.min(known.length, echo);
  if (shortest < 8) return text;
  let clean = '';
  for (let start = 0; start < text.length; ) {
    let end = start + shortest;
    if (end > text.length || !known.includes(text.slice(start, end))) {
      clean += text[start++];
      continue;
    }
    while (end < text.length && known.includes(text.slice(start, end + 1))) end++;
    clean += '[prompt]';
    start = end;
  }
  return clean;
}
