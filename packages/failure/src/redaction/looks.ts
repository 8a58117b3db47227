/** What a value looks like: a word, a placeholder, something made of words, or something made by a generator. */

/** A part of words written as one: three letters, or a short word of English. */
const hump = '(?:[A-Z][a-z]{2,24}|By|Id|Of|To|In|On|Is|At|As|Or|No|Up|Do|My|Ok|Ip|Ui|Db|Io|Ai)';

/** A word: letters in one case, or words written as one (`camelCase`). */
const word = new RegExp(
  `^(?:[A-Z]?[a-z'’]*|[A-Z]+s?|[a-z]{2,24}${hump}{1,8}|${hump}{2,8}|[A-Z]{2,8}[a-z]{2,24}${hump}{0,8})$`,
);

/** A piece of a name: a word with a number (`v2`, `gpt4`, `o1mini`), a short mix (`70b`, `4o`), or a number. */
const piece = /^(?:[a-z]{1,24}\d{0,2}|[A-Z]{1,24}\d{0,2}|[A-Za-z0-9]{1,4}|\d{1,8})$/;

/** Names of methods and formats with a digit in them, which stand beside words such as `key` and `token`. */
const method =
  /^(?:base(?:16|32|58|64)(?:url)?|[hrep]s\d{3}|sha-?\d{1,3}|md5|aes-?\d{3}|rsa-?\d{4}|ed25519|x509|utf-?\d{1,2}|oauth2?|http2?|ipv[46]|bcrypt|argon2id?|pkcs\d{1,2}|s3|k8s|\d{8}T\d{6}Z|\d{4}-\d\d-\d\d(?:T[\d:.]*(?:Z|[+-][\d:]*)?)?|bearer|basic|[a-z]{0,12}v\d{1,2}|\d{1,4}-?(?:bits?|bytes?|chars?|characters?|hours?|days?|minutes?|seconds?|ms|x|k|kb|mb|st|nd|rd|th|am|pm))$/i;

/** A value that stands for none: what validation, documentation and other redactions write. */
const placeholder =
  /^(?:n\/a|none|null|nil|undefined|unset|empty|missing|required|optional|invalid|incorrect|wrong|expired|revoked|malformed|unknown|unauthorized|forbidden|denied|rejected|disabled|enabled|blank|absent|present|valid|ok|yes|no|true|false|not|must|should|cannot|is|was|has|are|be|the|a|an|this|your|please|field|value|string|str|text|bytes|number|int|integer|boolean|bool|object|array|function|getter|circular|class|symbol|secret(?:str|string)?|password|passwd|token|key|api[-_ ]?key|bearer|basic|header|query|cookie|oauth2?|include|omit|same-origin|hidden|secure|secret|filtered|masked|removed|omitted|redacted|prompt|example|changeme|test|default|error|failed|exceeded|limit|too|for|from|in|on|of|to|and|or|with|without|if|see|check|use|set|no|any|all|santa|sauce|needed|mandatory|mismatch|erforderlich|fehlt|ungültig|falsch|manquante?|requise?|invalide|obligatoire|requerid[ao]|inválid[ao]|obrigatóri[ao]|не|нет|无效|不能为空|必填|错误)$/i;

/** Prose of validation. A password may be several words, but not these. */
const prose =
  /\b(?:required|require[sd]?|must|should|invalid|missing|cannot|can't|could|not|is|are|was|be|field|this|your|expected|please|at least|too|contain|characters|incorrect|wrong|expired|provided|value|string|none|muss|fehlt|ist|est|doit|debe|deve)\b|[\u3400-\u9fff]/i;

/** A variable, a template, a part of a program, or a mask. */
const template =
  /^(?:[{<]|[a-z][a-z0-9+.-]{1,20}:\/\/|sha-?\d{1,3}:|[a-z_$][\w$]{0,40}(?:\.[\w$]{1,40}){0,4}\(|\$[A-Za-z{(]|%[A-Z_]{2,40}%?$|%[sdvq]|process\.env|os\.environ|os\.getenv|import\.meta|env\.|Deno\.env|secrets?\.|vault:|ENC\[|\[(?:redacted|prompt|object|Function|Getter|Circular|Array|secure|hidden|filtered|left out)|(?:your|my|the|some|an?)[-_ ]|[*•xX.…_-]+$)/i;

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export const isWord = (value: string): boolean => word.test(value);
export const isPlaceholder = (value: string): boolean => placeholder.test(value);
export const isTemplate = (value: string): boolean => template.test(value);
export const isProse = (value: string): boolean => prose.test(value);

/** The key of a license: `ABCDE-FGHIJ-KLMNO`. */
const serial = /^(?:[A-Z0-9]{4,6}-){2,6}[A-Z0-9]{4,6}$/;

/** True if a mask hides a part: `sk-ab***yz`. */
const isMasked = (value: string): boolean => /\w[*•]{3,}|[*•]{3,}\w/.test(value);

/** True for a name of a model, a version, a date, a path, a method: each of its pieces is a word or a small number. */
export const isName = (value: string): boolean =>
  method.test(value) ||
  (value.length > 0 &&
    !isMasked(value) &&
    value.split(/[^A-Za-z0-9]+/).every((part) => part === '' || piece.test(part) || isWord(part)));

/**
 * True for a value that is no word of a language: letters and digits, letters in changing cases, signs among letters, or
 * a long hexadecimal number.
 *
 * @param least fewest characters
 */
export function isOpaque(value: string, least: number): boolean {
  if (value.length < least || method.test(value)) return false;
  if (isMasked(value) || serial.test(value)) return true;
  if (/[a-z]/i.test(value) && /\d/.test(value)) return true;
  if (/^[A-Za-z]+$/.test(value)) return value.length >= 8 && (!isWord(value) || value.length >= 24);
  if (/\w[!#$%^&*+=~?@|]+\w/.test(value)) return true;
  return /^\d{16,}$/.test(value);
}

/** Beginnings of ids that people need in order to get help, and that let nobody in. */
const idPrefix =
  /^(?:req|msg|chatcmpl|cmpl|resp|run|thread|step|call|toolu|srvtoolu|tool|org|proj|project|asst|file|batch|ft|ftjob|gen|evt|event|cus|sub|price|prod|in|ch|pi|pm|user|usr|acct|team|wrkspc|workspace|trace|span|fp|rs|ws|fc|mcp|vs|emb|job|task|err|error|id|session|sess|conv|env|dpl|prj|iad1|sfo1|fra1|arn)(?:[-_:]|::)/i;

/** Words that say that a value is an id or a digest. Support asks for these, and they let nobody in. */
const label =
  /(?:\b|_)(?:id|ids|request|req|trace|traceparent|correlation|ray|span|log|message|msg|conversation|account|user|organization|organisation|org|project|tenant|deployment|resource|run|job|batch|file|response|event|instance|invocation|thread|model|hash|digest|checksum|commit|etag|sha-?\d{1,3}|md5|integrity|fingerprint|version|revision|build|image|node|pod|host|bucket|cursor|next|page|nonce|[tcrsgu]id|reference|ref|case|ticket|incident)(?:[-_ ]?ids?)?\W{0,6}(?:W\/["'])?$/i;

/** True if a text ends with a word that says that an id or a digest follows. */
export const isLabelled = (before: string): boolean => label.test(before);

export const isUuid = (value: string): boolean => uuid.test(value);

/** True for an id that people give to support. */
export const isId = (value: string): boolean => uuid.test(value) || idPrefix.test(value);

const classOf = (character: string): number =>
  character >= 'a' && character <= 'z'
    ? 1
    : character >= 'A' && character <= 'Z'
      ? 2
      : character >= '0' && character <= '9'
        ? 3
        : 4;

/** True for a value that only a generator writes: 16 characters or more, whose cases and digits change all the time. */
export function isRandom(value: string): boolean {
  if (value.length < 16 || isId(value)) return false;
  const longest = value
    .replace(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi, '')
    .split(/[^A-Za-z0-9]+/)
    .reduce((a, b) => (b.length > a.length ? b : a), '');
  if (/^(?:[0-9a-f]+|[0-9A-F]+)$/.test(longest)) return longest.length >= 32 && /\d/.test(longest);
  if (longest.length < 12 || !/\d/.test(longest) || !/[a-z]/i.test(longest)) return false;
  let changes = 0;
  for (let at = 1; at < longest.length; at++)
    if (classOf(longest[at] as string) !== classOf(longest[at - 1] as string)) changes++;
  return changes > longest.length / 4;
}
