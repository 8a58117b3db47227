/**
 * Redaction: removes credentials and the user's words from texts that are stored or shown (G10), and cuts the texts.
 */
import { withoutEchoes } from './echoes.ts';

/**
 * Pattern of the quote around a name or a value. Up to 15 backslashes may stand before the quote, because nested JSON
 * escapes it at each level.
 */
const quote = String.raw`(?:\\{0,15}["'])?`;

/** Names of fields that hold a credential. */
const fields = [
  'x-api-key',
  'x-goog-api-key',
  'api[-_]?key',
  '(?:access|refresh|id|auth|session|security)[-_]?token',
  '(?:client[-_]?|aws[-_]?)?secret(?:[-_]?access)?(?:[-_]?key)?',
  'private[-_]?key',
  'subscription[-_]?key',
  'password',
  'passwd',
].join('|');

/** Patterns of credentials. Each takes linear time: a fixed beginning, then bounded character classes. */
const secrets: readonly [pattern: RegExp, replacement: string][] = [
  [/\b(bearer|basic)\s{1,4}[\w.~+/=-]{8,2048}/gi, '$1 [redacted]'],
  // Keys of OpenAI, Anthropic, OpenRouter, DeepSeek, xAI, Groq, Hugging Face, Replicate, Perplexity, NVIDIA, Fireworks,
  // Cerebras.
  [/\b(?:sk|pk|rk)-[\w-]{8,256}/g, '[redacted]'],
  [/\b(?:xai-|gsk_|hf_|r8_|pplx-|nvapi-|fw_|csk-|tgp_v1_|jina_|glpat-)[\w-]{8,256}/g, '[redacted]'],
  // A key in words. Seen in: OpenAI (`Incorrect API key provided: …`).
  [/\b(api[- ]key provided: {0,2})\S{6,512}/gi, '$1[redacted]'],
  // Keys of Bedrock and of Google's Vertex express mode.
  [/\bABSK[\w+/=-]{16,512}/g, '[redacted]'],
  [/\bAQ\.[\w-]{20,256}/g, '[redacted]'],
  // Keys of Google, AWS, GitHub, Slack.
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
  // The user and the password in a URL (RFC 3986 §3.2.1): `https://user:password@host`.
  [/\b([a-z][a-z0-9+.-]{1,15}:\/\/)[^\s/@"'<>]{1,512}@/gi, '$1[redacted]@'],
  [/(\b(?:set-)?cookie"?\s{0,4}[:=]\s{0,4})[^\n"']{1,2048}/gi, '$1[redacted]'],
  // The value of a credential field in JSON, in escaped JSON, in a Python dictionary or in a logged header.
  [
    new RegExp(
      String.raw`(\b(?:[a-z0-9]{1,30}[-_]){0,3}(?:${fields})${quote}\s{0,4}[:=]\s{0,4}${quote})[^\s"',}\\]{6,512}`,
      'gi',
    ),
    '$1[redacted]',
  ],
  // The credential in `Authorization: Token …`, after any scheme (RFC 9110 §11.6.2).
  [
    new RegExp(
      String.raw`(\b(?:proxy-)?authorization${quote}\s{0,4}[:=]\s{0,4}${quote}(?:[a-z][\w-]{2,20}\s{1,4})?)[^\s"',}\\]{6,512}`,
      'gi',
    ),
    '$1[redacted]',
  ],
  // The signature and the credential of AWS Signature Version 4.
  [/\b((?:signature|credential)=)[^\s,&"'\\]{6,512}/gi, '$1[redacted]'],
];

/** Longest text that is searched, characters. A longer one is cut first. */
const mostRead = 4_096;

/**
 * Removes credentials from a text and cuts it. Reads the first 4,096 characters.
 *
 * @param maxLength longest result, characters, including the `…` at the end of a cut text
 * @param redactAlso texts to remove besides credentials, such as the user's prompts. 32 shared characters in a row
 *   count as an echo. A text of fewer than 32 characters counts as a whole, one of fewer than 8 is ignored
 * @returns the text with `[redacted]` in place of each credential, and `[prompt]` in place of each echo
 */
export function redact(text: string, maxLength = 500, redactAlso: readonly string[] = []): string {
  let clean = text.slice(0, mostRead).toWellFormed();
  for (const [pattern, replacement] of secrets) clean = clean.replace(pattern, replacement);
  clean = withoutEchoes(clean, redactAlso);
  return clean.length > maxLength ? `${cutAt(clean, maxLength - 1)}…` : clean;
}

/** The text up to a length, cut before the character that the length would split: a flag, or an accent on its letter. */
function cutAt(text: string, length: number): string {
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
  const split = graphemes.segment(text).containing(length);
  return text.slice(0, split?.index ?? length);
}
