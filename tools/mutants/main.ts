/**
 * `pnpm mutants`: plants one defect after the other in a copy of the workspace and runs the tests that must
 * notice it. Exits with 0 only if each was caught.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { type Defect, defects } from './defects.ts';

const workspace = resolve(import.meta.dirname, '../../..');

const positive = (text: string): number => {
  if (!/^[1-9]\d?$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1 to 99.');
  return Number(text);
};

const { only, jobs, list } = new Command('mutants')
  .description(
    'Plants defects in a copy of the workspace, one at a time; the tests must notice each.',
  )
  .option('-o, --only <text>', 'those whose name has this text')
  .option('-j, --jobs <n>', 'copies to work in at once', positive, availableParallelism())
  .option('-l, --list', 'name them, and plant none')
  .parse()
  .opts<{ only?: string; jobs: number; list?: true }>();

const chosen = defects.filter(({ name }) => only === undefined || name.includes(only));
if (chosen.length === 0)
  throw new Error(`No defect's name has '${only}' in it. --list names them.`);

if (list) for (const { name, breaks } of chosen) console.log(`${breaks.padEnd(9)} ${name}`);
else process.exitCode = (await plantAll()) ? 0 : 1;

async function plantAll(): Promise<boolean> {
  const waiting = [...chosen];
  let survived = 0;
  const workers = Array.from({ length: Math.min(jobs, waiting.length) }, async () => {
    const copy = mkdtempSync(join(tmpdir(), 'perdure-mutants-'));
    try {
      copyTo(copy);
      for (let defect = waiting.shift(); defect !== undefined; defect = waiting.shift()) {
        const suite = await caughtBy(copy, defect);
        if (suite === undefined) survived++;
        const verdict = suite === undefined ? 'SURVIVED' : 'caught  ';
        console.log(
          `${verdict} ${defect.breaks.padEnd(9)} ${defect.name}${suite ? `  (${suite})` : ''}`,
        );
      }
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });
  await Promise.all(workers);
  console.log(`${chosen.length - survived} of ${chosen.length} defects were caught.`);
  return survived === 0;
}

/** Links between packages are relative, so they lead into the copy; what was installed is linked to, not copied. */
function copyTo(copy: string): void {
  const installed = join(workspace, 'node_modules');
  const isOurs = (path: string) => path !== installed && !/[\\/](?:\.git|dist|\.vite)$/.test(path);
  cpSync(workspace, copy, { recursive: true, verbatimSymlinks: true, filter: isOurs });
  symlinkSync(installed, join(copy, 'node_modules'));
}

/** The first suite that goes red. */
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

function plant(sound: string, { name, file, find, put, also }: Defect): string {
  return [{ find, put }, ...(also === undefined ? [] : [also])].reduce((text, change) => {
    if (text.split(change.find).length !== 2)
      throw new Error(
        `'${name}' has no place in ${file} any more: its text must stand there once.`,
      );
    return text.replace(change.find, () => change.put);
  }, sound);
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
