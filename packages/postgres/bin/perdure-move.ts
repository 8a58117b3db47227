#!/usr/bin/env node
/** Command-line program that moves a database. Example: `perdure-move agent.db postgres://app@host/app`. */
import {
  type MoveProgress,
  move,
  postgresSource,
  postgresTarget,
  sqliteSource,
  sqliteTarget,
} from '@perdure/postgres/move';
import { Command } from 'commander';

const program = new Command('perdure-move')
  .description(
    'Moves all runs, those under way too, from a SQLite file into an empty PostgreSQL schema, or back into a new file.\n' +
      'End every process that has the source open first. The source stays as it is.',
  )
  .argument('<from>', 'a file, or the URL of a database')
  .argument('<to>', 'a new file, or the URL of a database')
  .option('--schema <name>', 'the schema of the PostgreSQL database', 'perdure')
  .parse();

const [from = '', to = ''] = program.args;
const options = program.opts<{ schema: string }>();
const isUrl = (text: string) => /^postgres(?:ql)?:\/\//.test(text);
if (isUrl(from) === isUrl(to))
  program.error('One of the two must be a file, and the other one a URL.');

try {
  const source = isUrl(from) ? await postgresSource(from, options) : sqliteSource(from);
  const target = isUrl(to) ? await postgresTarget(to, options) : sqliteTarget(to);
  const moved = await move(source, target, show);
  await source.close();
  await target.close();
  const counts = Object.entries(moved).map(([table, rows]) => `${rows} ${table}`);
  process.stderr.write('\n');
  console.log(`Moved and compared: ${counts.join(', ')}.`);
} catch (error) {
  process.stderr.write('\n');
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(2);
}

function show({ step, table, rows }: MoveProgress): void {
  process.stderr.write(
    `\r${step === 'move' ? 'moving' : 'comparing'} ${table}: ${rows}`.padEnd(50),
  );
}
