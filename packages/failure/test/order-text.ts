/** Writes the order of knowledge as a document. */
import type { Rung } from '../src/knowledge/order.ts';
import type { Section } from '../src/rows/section.ts';

const head = `# The order of the classifier

Generated from \`packages/failure/src/knowledge/order.ts\`, and held to it by a test: \`npx -y pnpm@12.21.0 exec vitest run packages/failure -u\` writes it anew.

The first section with a row that matches decides the kind of an error. A section counts only if its conditions hold.`;

export const orderText = (ladder: readonly Rung[]): string =>
  `${[head, ...ladder.map(rungText)].join('\n\n')}\n`;

const rungText = ({ rung, because, sections }: Rung, index: number): string =>
  `## ${index + 1}. ${rung}

Here because ${because}.

| section | kind | rows | counts only with | does not count with |
| --- | --- | --- | --- | --- |
${sections.map(line).join('\n')}`;

const line = ({ topic, kind, rows, only, unless }: Section): string =>
  `| ${topic} | \`${kind}\` | ${rows.length} | ${names(only)} | ${names(unless)} |`;

const names = (conditions: Section['only'] = []): string =>
  conditions.map(({ name }) => name).join('; ');
