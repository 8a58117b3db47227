/** Writes the blocks of a report into a document, between the markers of the document. */
import type { Block } from './blocks.ts';

const marker = /(<!-- bench:(\w+) -->\n).*?(<!-- \/bench:\2 -->)/gs;

/** The filled document. A missing block becomes 'Not measured.', so that no number of an earlier report stays. */
export function filled(document: string, blocks: readonly Block[]): string {
  return document.replaceAll(marker, (_, begin: string, name: string, end: string) => {
    const text = blocks.find((block) => block.name === name)?.text ?? 'Not measured.';
    return `${begin}\n${text}\n\n${end}`;
  });
}
