#!/usr/bin/env node
/** Command-line program for database files. Example: `perdure failures agent.db`. */
import { Command, Option } from 'commander';
import { readOnly } from '../src/failures/read-only.ts';
import { type FailureReport, readFailures } from '../src/failures/report.ts';
import { caseLines, reportJson, reportText } from '../src/failures/text.ts';

const program = new Command('perdure').description('Looks into the database file of a runtime.');

program
  .command('failures')
  .description(
    'Lists why attempts failed: the errors that no row of knowledge matches, in groups, and how often each row ' +
      'has decided. Reads only, also while a runtime has the file open.',
  )
  .argument('<file>', 'the database file')
  .addOption(new Option('--json', 'print the report as JSON').conflicts('cases'))
  .option('--cases', 'print each unknown error as a line for packages/failure/cases/cases.jsonl')
  .action((file: string, { json, cases }: { json?: true; cases?: true }) => {
    const report = read(file);
    if (json) console.log(reportJson(report));
    else if (cases) for (const line of caseLines(report)) console.log(line);
    else console.log(reportText(report));
  });

program.parse();

function read(file: string): FailureReport {
  try {
    return readOnly(file, readFailures);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(2);
  }
}
