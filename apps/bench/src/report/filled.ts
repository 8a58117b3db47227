/** Fills the blocks of a report into a document, between its markers. */
import type { Block } from './blocks.ts';

const marker = /(<!-- bench:(\w+) -->\n).*?(<!-- \/bench:\2 -->)/gs;

/** A block that was not measured becomes 'Not measured.', so that no number of an earlier report stays. */
export function filled(document: string, blocks: readonly Block[]): string {
  return document.replaceAll(marker, (_, begin: string, name: string, end: string) => {
    const text = blocks.find((block) => block.name === name)?.text ?? 'Not measured.';
    return `${begin}\n${text}\n\n${end}`;
  });
}
