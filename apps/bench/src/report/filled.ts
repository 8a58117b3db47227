/** A document with the parts of a report between its markers. */
import type { Block } from './blocks.ts';

const marker = /(<!-- bench:(\w+) -->\n).*?(<!-- \/bench:\2 -->)/gs;

/** What was not measured is said to be so: no number of another run stays. */
export function filled(document: string, blocks: readonly Block[]): string {
  return document.replaceAll(marker, (_, begin: string, name: string, end: string) => {
    const text = blocks.find((block) => block.name === name)?.text ?? 'Not measured.';
    return `${begin}\n${text}\n\n${end}`;
  });
}
