/**
 * `node apps/bench/src/report.ts bench.json` writes the results of `pnpm bench --json bench.json` into the
 * documentation.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { blocksOf } from './report/blocks.ts';
import { chartsOf } from './report/charts.ts';
import { filled } from './report/filled.ts';
import type { Report } from './results.ts';

const docs = join(import.meta.dirname, '../../../docs');

const [file = ''] = new Command('report')
  .description('Writes the tables and charts of docs/performance.md.')
  .argument('<file>', 'the file that the bench wrote with --json')
  .parse().args;

const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
const page = join(docs, 'performance.md');
writeFileSync(page, filled(readFileSync(page, 'utf8'), blocksOf(report)));
const folder = join(docs, 'performance');
mkdirSync(folder, { recursive: true });
for (const { name, svg } of chartsOf(report)) writeFileSync(join(folder, `${name}.svg`), svg);
