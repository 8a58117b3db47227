/** Cuts Markdown where it may be cut: at blank lines, but not in code, and not within a list or a quote. */

const fence = /^ {0,3}(```|~~~)/;
const belongs = /^(?:\s+\S|[-*+>|]|\d+[.)]\s)/;

/** The pieces, in order, which joined by blank lines are the text. */
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
