/** What stands between a name and its value, in the forms in which headers, objects, addresses and sentences are shown. */

/** An escape of an address, which may itself be escaped: `%3A`, `%253A`. */
const percent = (hex: string): string => `%(?:25){0,3}${hex}`;

/**
 * A quote: plain, escaped by JSON at each level, of an address, of HTML, or of a language. A color of a terminal stands
 * where a quote may.
 */
const quote = String.raw`(?:\\{0,15}["'${'`'}“”„«»‘’「」『』]|${percent('2[27]')}|&(?:quot|apos|#0?3[49]|#x2[27]);|\\{1,8}u00(?:22|27)|\u001b\[[\d;]{0,8}m)`;
const space = String.raw`(?:[ \t\u00a0\u3000]|${percent('20')}|\+(?=[A-Za-z]))`;
const line = String.raw`(?:\r?\n|\\{1,4}r?\\{0,4}n|${percent('0A')}|${percent('0D')}${percent('0A')})`;
const equals = String.raw`(?::=|={1,3}>?|-{1,2}>|::?|[：＝]|${percent('3[AaDd]')}|&#(?:61|58);|\\{1,8}u003[aAdD])`;

/** What may stand before a value: the list of Go's headers, the letter of Python's bytes, the type of PHP's dump. */
const before = String.raw`(?:\[\]string\{|(?:Set\(\d{1,6}\)|new Set\() ?[[{]|[\[(<*]{1,3}|${percent('5B')}|(?:string|str|bytes|String|Bytes|SecretStr|Some|Ok)(?![A-Za-z])\(?(?:\d{1,6}\))?${space}{0,2}(?=["'(]|\w)|[bru]{1,2}(?=["']))?`;

/**
 * - `field`: a separator. `quoted` if a quote opens the value
 * - `item`: the next element of a list: `['x-api-key', '…']`
 * - `flag`: of a command: `--api-key …`
 * - `says`: a verb of a sentence: `password is …`
 * - `about`: words and a colon: `API key of bob: …`
 * - `next`: nothing but a space, a bracket, a dash: `API key … is wrong`
 */
export type LinkKind = 'field' | 'item' | 'flag' | 'says' | 'about' | 'next';

export interface Link {
  readonly kind: LinkKind;
  /** Where the value begins. */
  readonly end: number;
  /** The quote that opens the value; empty if none does. */
  readonly quote: string;
  /** The separator, without spaces. */
  readonly sign: string;
  /** True for a colon with a space behind it, as in prose. */
  readonly isLoose: boolean;
}

const verbs =
  'is|was|were|are|reads|equals|being|provided|given|used|supplied|sent|received|got|value|header|set to|set|to|of|with value|named|starting with|ending in|ending with|ends with|ist|war|lautet|heißt|est|était|vaut|es|era|é|è|jest|to jest|är|er|on|je|это|равен|是|为|為|は|が|는|은|이|가|के लिए';

export const linkPatterns: readonly [kind: LinkKind, pattern: RegExp][] = [
  // A record of a name and a value: HAR, Postman, an XML attribute, a form.
  [
    'field',
    new RegExp(
      String.raw`${quote}{1,2}[,;\s]{1,40}${quote}?(?:value|val|data|content|Value|VALUE)${quote}?(?<sign>)\s{0,4}[:=]\s{0,4}(?<quote>${quote})`,
      'uy',
    ),
  ],
  // A part of a multipart form.
  [
    'field',
    new RegExp(
      String.raw`${quote}(?:;[^\n\\]{0,80})?${line}(?:[\w-]{1,40}: ?[^\n\\]{0,80}${line}){0,2}${line}(?<sign>)(?<quote>)`,
      'uy',
    ),
  ],
  [
    'field',
    new RegExp(
      String.raw`${quote}{0,3}(?:[\])}*_]{1,4}|${percent('5D')})?${quote}?${space}{0,16}(?:\?(?=:))?(?<sign>${equals})(?<gap>[*_]{0,4}(?:${space}|\r?\n[ \t]{1,40}|[|>]-?\r?\n[ \t]{1,40}){0,16})${before}(?:\r?\n[ \t]{1,40}|${space}{0,4})(?<quote>${quote}{0,3})`,
      'uy',
    ),
  ],
  [
    'item',
    new RegExp(
      String.raw`${quote}{1,2}${space}{0,4},\s{0,40}[\[(]?[bu]?(?<sign>)(?<quote>${quote}{1,2})`,
      'uy',
    ),
  ],
  [
    'says',
    new RegExp(
      String.raw`${quote}?[\s(,]{0,3}(?:(?:${verbs})[ :：,]{0,3}){1,3}(?<sign>)(?<quote>${quote}{0,2})[(<]?`,
      'uy',
    ),
  ],
  [
    'about',
    new RegExp(
      String.raw`${quote}?(?:[\s(]{1,2}[\p{L}\d'’._@-]{1,24}){1,4}\)? ?[:：]\s{1,4}(?<sign>)(?<quote>${quote}{0,2})`,
      'uy',
    ),
  ],
  [
    'next',
    new RegExp(
      String.raw`${quote}?(?:${space}|\n){0,16}(?<sign>[|→–—~;/]|-{1,2}>?|\.{2,20}|\.(?=\w{24})|=)?${space}{0,16}[(\[<]?(?<quote>${quote}{0,2})`,
      'uy',
    ),
  ],
];

/** The next item of a list, or the next part of a text that is put together. */
const nextPatterns: readonly [isOfList: boolean, pattern: RegExp][] = [
  [
    true,
    new RegExp(String.raw`${quote}{0,2}\s{0,8},\s{0,40}(?<sign>)(?<quote>${quote}{0,2})`, 'uy'),
  ],
  [false, new RegExp(String.raw`${quote}\s{0,8}[+.]\s{0,40}(?<sign>)(?<quote>${quote})`, 'uy')],
];

/** The link between an item and the next one; undefined if there is none. @param at the end of the item */
export function nextItem(text: string, at: number, isList: boolean): Link | undefined {
  for (const [isOfList, pattern] of nextPatterns) {
    if (isOfList && !isList) continue;
    for (const link of linkOf('field', pattern, text, at)) return link;
  }
  return undefined;
}

/** The flag of a command. */
const flag = new RegExp(`(?:${space}|=)${space}{0,3}(?<sign>)(?<quote>${quote}?)`, 'uy');
/** The text of an XML element, or of one whose attribute is the name. */
const element = new RegExp(
  String.raw`(?:${quote}[^<>]{0,80}|\s[^<>]{0,80})?(?:>|&gt;)(?:<!\[CDATA\[)?(?<sign>)(?<quote>)`,
  'uy',
);

/**
 * The links that may follow a name, in the order in which they are tried.
 *
 * @param start of the name
 * @param end of the name
 */
export function* linksAfter(text: string, start: number, end: number): Generator<Link> {
  if (
    (/[<:]|&lt;/.test(text.slice(Math.max(0, start - 4), start)) &&
      />|&gt;/.test(text.slice(end, end + 90))) ||
    /^["']\s{0,4}>/.test(text.slice(end, end + 6))
  )
    yield* linkOf('field', element, text, end);
  if (text[start] === '-') yield* linkOf('flag', flag, text, end);
  for (const [kind, pattern] of linkPatterns) yield* linkOf(kind, pattern, text, end);
}

function* linkOf(kind: LinkKind, pattern: RegExp, text: string, at: number): Generator<Link> {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  if (match === null || match[0] === '') return;
  const { quote: opening = '', sign = '', gap = '' } = match.groups ?? {};
  yield {
    kind,
    end: at + match[0].length,
    quote: opening,
    sign,
    isLoose: gap !== '' && sign !== '=',
  };
}
