/**
 * `pnpm mutants`: plants one defect at a time in a copy of the workspace, and runs the suites that must fail. Exits
 * with code 0 only if every defect was caught.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import type { Defect } from './defect.ts';
import { defects } from './defects.ts';
import { plant } from './plant.ts';

const workspace = resolve(import.meta.dirname, '../..');

const positive = (text: string): number => {
  if (!/^[1-9]\d?$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1 to 99.');
  return Number(text);
};

const { only, jobs, list } = new Command('mutants')
  .description(
    'Plants defects in a copy of the workspace, one at a time. For each, a suite must fail.',
  )
  .option('-o, --only <text>', 'only the defects whose name contains this text')
  .option(
    '-j, --jobs <n>',
    'copies of the workspace to work in at once',
    positive,
    availableParallelism(),
  )
  .option('-l, --list', 'print the names, and plant none')
  .parse()
  .opts<{ only?: string; jobs: number; list?: true }>();

const chosen = defects.filter(({ name }) => only === undefined || name.includes(only));
if (chosen.length === 0)
  throw new Error(`No defect's name has '${only}' in it. --list names them.`);

if (list) for (const { name, breaks } of chosen) console.log(`${breaks.padEnd(9)} ${name}`);
else process.exitCode = (await plantAll()) ? 0 : 1;

async function plantAll(): Promise<boolean> {
  const red = new Set<string>();
  await inCopies([...new Set(chosen.flatMap(({ by }) => by))], async (copy, suite) => {
    if (!(await passes(copy, suite))) red.add(suite);
  });

  let caught = 0;
  await inCopies(chosen, async (copy, defect) => {
    // A suite that already fails without a defect is skipped, because it would count as one that catches the defect.
    const failing = defect.by.find((suite) => red.has(suite));
    if (failing !== undefined) return print('skipped', defect, `${failing} fails without a defect`);
    const suite = await caughtBy(copy, defect);
    if (suite !== undefined) caught++;
    print(suite === undefined ? 'SURVIVED' : 'caught', defect, suite);
  });
  console.log(`${caught} of ${chosen.length} defects were caught.`);
  return caught === chosen.length;
}

function print(verdict: string, { breaks, name }: Defect, why?: string): void {
  console.log(`${verdict.padEnd(8)} ${breaks.padEnd(9)} ${name}${why ? `  (${why})` : ''}`);
}

/**
 * Calls a function for each item. As many calls run at once as there are jobs, each in its own copy of the workspace.
 */
async function inCopies<T>(
  items: readonly T[],
  work: (copy: string, item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const workers = Array.from({ length: Math.min(jobs, items.length) }, async () => {
    const copy = mkdtempSync(join(tmpdir(), 'perdure-mutants-'));
    try {
      copyTo(copy);
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift())
        await work(copy, item);
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });
  await Promise.all(workers);
}

/**
 * Copies the workspace. The links between its packages are relative, so that they lead into the copy. Installed
 * packages are linked and not copied.
 */
function copyTo(copy: string): void {
  const installed = join(workspace, 'node_modules');
  const isOurs = (path: string) => path !== installed && !/[\\/](?:\.git|dist|\.vite)$/.test(path);
  cpSync(workspace, copy, { recursive: true, verbatimSymlinks: true, filter: isOurs });
  symlinkSync(installed, join(copy, 'node_modules'));
}

/** Plants a defect and returns the first suite that fails; undefined if no suite fails. */
async function caughtBy(copy: string, defect: Defect): Promise<string | undefined> {
  const path = join(copy, defect.file);
  const sound = readFileSync(path, 'utf8');
  writeFileSync(path, plant(sound, defect));
  try {
    for (const suite of defect.by) if (!(await passes(copy, suite))) return suite;
    return undefined;
  } finally {
    writeFileSync(path, sound);
  }
}

async function passes(copy: string, suite: string): Promise<boolean> {
  const vitest = join(copy, 'node_modules/vitest/vitest.mjs');
  const test = spawn(process.execPath, [vitest, 'run', '--bail=1', '--reporter=dot', suite], {
    cwd: copy,
    stdio: 'ignore',
  });
  const [code] = (await once(test, 'exit')) as [number | null];
  return code === 0;
}
