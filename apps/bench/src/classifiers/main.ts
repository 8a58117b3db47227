/** `pnpm bench:classifiers`: compares retry rules on the same errors. */
import { judges } from './judges.ts';
import { ownCases, type Row, readCorpus } from './row.ts';
import { speedLine } from './speed.ts';

async function measure(title: string, rows: readonly Row[]): Promise<void> {
  console.log(
    `\n${title}: ${rows.length} errors, ${rows.filter(({ label }) => label === 'retryable').length} of them worth another attempt\n`,
  );
  console.log('| rule | judged | right | false retries | missed retries |');
  console.log('| --- | --- | --- | --- | --- |');
  for (const { name, retries } of judges) {
    const verdicts = await Promise.all(
      rows.map(async (row) => ({ row, verdict: await retries(row) })),
    );
    const judged = verdicts.filter(({ verdict }) => verdict !== undefined);
    const isFalse = judged.filter(({ row, verdict }) => verdict && row.label !== 'retryable');
    const isMissed = judged.filter(({ row, verdict }) => !verdict && row.label === 'retryable');
    const right = judged.length - isFalse.length - isMissed.length;
    const share = Math.round((right / judged.length) * 100);
    console.log(
      `| ${name} | ${judged.length} | ${right} (${share} %) | ${isFalse.length} | ${isMissed.length} |`,
    );
  }
}

await measure('Our own cases', ownCases);
const corpus = await readCorpus();
if (corpus.length > 0) await measure('The collection beside the checkout', corpus);
console.log(`\n${speedLine(ownCases)}`);
