/** Splits Markdown at blank lines, except in code, and inside of a list or a quote. */

const fence = /^ {0,3}(```|~~~)/;
const belongs = /^(?:\s+\S|[-*+>|]|\d+[.)]\s)/;

/** The blocks in order. Joined by line breaks, they are the text. */
export function splitBlocks(text: string): string[] {
  const blocks: string[] = [];
  let lines: string[] = [];
  let isCode = false;
  let wasBlank = false;
  for (const line of text.split('\n')) {
    if (wasBlank && !isCode && !belongs.test(line) && lines.length > 0) {
      blocks.push(lines.join('\n'));
      lines = [];
    }
    if (fence.test(line)) isCode = !isCode;
    wasBlank = line.trim() === '';
    lines.push(line);
  }
  if (lines.length > 0) blocks.push(lines.join('\n'));
  return blocks;
}
