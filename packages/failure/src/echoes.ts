/** Echoes: parts of the user's words that a provider repeats in an error. */

/**
 * Shortest echo, characters: 32 shared characters in a row. Less than a whole prompt counts, because providers echo
 * prompts in part.
 */
const shortest = 32;

/** Half of an echo. Each echo holds one block of this length that begins at a multiple of it in the prompt. */
const block = shortest / 2;

/** Shortest prompt that counts, as a whole, characters. */
const leastWords = 8;

/** Longest beginning of a prompt that is looked for, characters. */
const mostWords = 1_000_000;

/** Most places of one block in the text: a text of one repeated character has it everywhere. */
const mostPlaces = 8;

/** A part of the text: from `start`, up to `end`. */
interface Range {
  start: number;
  end: number;
}

/**
 * Replaces each echo of a prompt by `[prompt]`. An echo reaches as far as both texts agree. Takes time in proportion to
 * the length of the text and of the prompts, and not to their product.
 */
export function withoutEchoes(text: string, prompts: readonly string[]): string {
  const known = prompts
    .filter((prompt) => typeof prompt === 'string')
    .map((prompt) => prompt.trim());
  let clean = text;
  for (const words of known.filter(({ length }) => length >= leastWords && length < shortest))
    clean = clean.replaceAll(words, '[prompt]');
  const long = known.filter(({ length }) => length >= shortest);
  return long.length === 0 ? clean : without(clean, echoes(clean, long));
}

function echoes(text: string, prompts: readonly string[]): Range[] {
  const places = placesOf(text);
  const found: Range[] = [];
  for (const prompt of prompts) {
    const most = Math.min(prompt.length, mostWords) - block;
    for (let at = 0; at <= most; at += block) {
      for (const place of places.get(prompt.slice(at, at + block)) ?? []) {
        if (found.some(({ start, end }) => place >= start && place + block <= end)) continue;
        const range = widened(text, place, prompt, at);
        if (range.end - range.start >= shortest) found.push(range);
      }
    }
  }
  return found;
}

/** Where each block of characters stands in the text. */
function placesOf(text: string): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (let at = 0; at + block <= text.length; at++) {
    const key = text.slice(at, at + block);
    const known = places.get(key);
    if (known === undefined) places.set(key, [at]);
    else if (known.length < mostPlaces) known.push(at);
  }
  return places;
}

/** The shared block, as far as the text and the prompt agree on both sides of it. */
function widened(text: string, place: number, prompt: string, at: number): Range {
  let [start, left] = [place, at];
  while (start > 0 && left > 0 && text[start - 1] === prompt[left - 1]) {
    start--;
    left--;
  }
  let [end, right] = [place + block, at + block];
  while (end < text.length && right < prompt.length && text[end] === prompt[right]) {
    end++;
    right++;
  }
  return { start, end };
}

function without(text: string, ranges: readonly Range[]): string {
  let clean = '';
  let from = 0;
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    if (start >= from) clean += `${text.slice(from, start)}[prompt]`;
    from = Math.max(from, end);
  }
  return clean + text.slice(from);
}
