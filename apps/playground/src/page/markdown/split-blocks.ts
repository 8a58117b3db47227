/** Splits Markdown at blank lines, but not at blank lines inside of code, of a list or of a quote. */

const fence = /^ {0,3}(```|~~~)/;
const belongs = /^(?:\s+\S|[-*+>|]|\d+[.)]\s)/;

/** The blocks of the text, in order. The blocks joined by line breaks give the text again. */
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
