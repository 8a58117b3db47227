/** Tables in Markdown, written and read: a row a fault, a column a surface. */

export interface Table {
  columns: readonly string[];
  rows: ReadonlyMap<string, readonly string[]>;
}

export function toMarkdown({ columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(['fault', ...columns]),
    line(['---', ...columns.map(() => '---')]),
    ...[...rows].map(([name, cells]) => line([`\`${name}\``, ...cells])),
  ].join('\n');
}

/** The tables of a document that begin with the column of faults. */
export function readTables(markdown: string): Table[] {
  const tables: Table[] = [];
  for (const block of markdown.split('\n\n')) {
    const [head, , ...lines] = block.trim().split('\n');
    if (!head?.startsWith('| fault |')) continue;
    const rows = lines.map((line) => {
      const [name = '', ...cells] = cellsOf(line);
      return [name.replaceAll('`', ''), cells] as const;
    });
    tables.push({ columns: cellsOf(head).slice(1), rows: new Map(rows) });
  }
  return tables;
}

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
