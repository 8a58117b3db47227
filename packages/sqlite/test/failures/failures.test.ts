/** `perdure failures`: what a runtime could not classify, read by another process, while it runs and after its end. */
import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { classifyFailure } from '@perdure/failure';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sqliteStore } from '../../src/index.ts';
import { temporaryFile } from '../temporary-file.ts';

const program = join(import.meta.dirname, '../../bin/perdure.ts');

function failures(...args: string[]) {
  const command = [program, 'failures', ...args];
  return spawnSync(process.execPath, command, { encoding: 'utf8' });
}

/** A process whose four runs have failed, and which has the file open. */
async function failingProcess(file: string): Promise<ChildProcess> {
  const child = fork(new URL('failing-process.ts', import.meta.url), [file]);
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'message');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

describe('the failures of a process', () => {
  it('are listed while it runs, and after it was killed', async () => {
    const file = temporaryFile();
    const running = await failingProcess(file);
    const seen = failures(file);
    expect(seen).toMatchObject({ status: 0, stderr: '' });
    const lines = seen.stdout.replaceAll(/\d{4}-\d\d-\d\dT[\d:]{8}Z/g, '<time>').split('\n');
    expect(lines).toEqual([
      'Attempts that failed with an error that no row of knowledge matches: 3',
      '',
      '      3  <time> … <time>',
      '         provider acme, status –, code flux_lost',
      '         The flux of req_c1 is out of phase.',
      expect.stringMatching(/^ {9}\{"message":"Acme said no to \[redacted\]: \[prompt\]"/),
      '',
      '--cases prints these errors as cases.',
      '',
      'Attempts that failed with a known error: 1',
      '',
      '      1  unauthorized  status/401',
      '',
    ]);
    await kill(running);
    expect(failures(file)).toMatchObject({ status: 0, stdout: seen.stdout });
    const store = sqliteStore(file);
    expect(store.specimens()).toHaveLength(1);
    store.close();
    expect(failures(file).stdout).toBe(seen.stdout);
  });

  it('become a case that is unknown, without the prompt, the key and the request', async () => {
    const file = temporaryFile();
    await kill(await failingProcess(file));
    const { stdout } = failures('--cases', file);
    expect(stdout.match(/\n/g)).toHaveLength(1);
    expect(stdout).not.toMatch(/Aarhus|sk-proj|0123456789|x-request-id|"request\\?"/);
    const { error, ...known } = JSON.parse(stdout);
    expect(known).toEqual({
      kind: 'unknown',
      retryable: false,
      provider: 'acme',
      source: '',
    });
    expect(error).toEqual({
      message: 'Acme said no to [redacted]: [prompt]',
      name: 'AcmeError',
      responseHeaders: { 'x-ratelimit-limit-requests': '60' },
      responseBody:
        '{"error":{"code":"flux_lost","message":"The flux of req_a1 is out of phase."}}',
    });
    const rebuilt = Object.assign(new Error(error.message), error);
    expect(classifyFailure(rebuilt, known)).toMatchObject({ kind: 'unknown', code: 'flux_lost' });
  });

  it('are in neither the events nor the failures of its runs with more than a message', async () => {
    const file = temporaryFile();
    await kill(await failingProcess(file));
    const db = new Database(file, { readonly: true });
    const shown = db.prepare('SELECT data FROM events UNION ALL SELECT context FROM runs').pluck();
    const text = JSON.stringify(shown.all());
    expect(text).toContain('is out of phase');
    expect(text).not.toMatch(/AcmeError|ratelimit|responseBody/);
    db.close();
  });

  it('are printed as JSON', async () => {
    const file = temporaryFile();
    await kill(await failingProcess(file));
    const { unknown, known } = JSON.parse(failures(file, '--json').stdout);
    expect(unknown).toEqual([
      {
        count: 3,
        firstAt: expect.any(Number),
        lastAt: expect.any(Number),
        failure: expect.objectContaining({ kind: 'unknown', provider: 'acme', code: 'flux_lost' }),
        specimen: { provider: 'acme', error: expect.objectContaining({ name: 'AcmeError' }) },
      },
    ]);
    expect(unknown[0].firstAt).toBeLessThanOrEqual(unknown[0].lastAt);
    expect(known).toEqual([{ count: 1, kind: 'unauthorized', row: 'status/401' }]);
  });
});

/** A file with a failed attempt for each text, which is stored as it is. */
function fileWith(...stored: string[]): string {
  const file = temporaryFile();
  sqliteStore(file).close();
  const db = new Database(file);
  db.exec(`
    INSERT INTO threads (id, created_at) VALUES ('t', 0);
    INSERT INTO runs (id, thread_id, state, retry_count, context, last_fence, created_at, updated_at)
      VALUES ('r', 't', 'failed', 0, '{}', 9, 0, 0)`);
  const insert = db.prepare(
    `INSERT INTO attempts (run_id, fence, retry_count, outcome, failure, started_at)
     VALUES ('r', ?, 0, 'failed', ?, 0)`,
  );
  for (const [index, failure] of stored.entries()) insert.run(index, failure);
  db.close();
  return file;
}

const unknown = (message: string, code?: string): string =>
  JSON.stringify({ kind: 'unknown', retryable: false, message, code, decidedBy: 'none' });

describe('a file', () => {
  it('in which a former version left a credential is shown without it', () => {
    const file = fileWith(unknown("Acme said no: rawHeaders: [ 'x-api-key', 'Zq8Wm3Kx7Lp2' ]"));
    for (const form of [[], ['--json'], ['--cases']]) {
      const { status, stdout } = failures(...form, file);
      expect(status).toBe(0);
      expect(stdout).toContain('Acme said no');
      expect(stdout).not.toContain('Zq8Wm3Kx7Lp2');
    }
  });

  it('of a former version is read as it is', () => {
    const file = temporaryFile();
    copyFileSync(new URL('../fixtures/v1.db', import.meta.url), file);
    const before = readFileSync(file);
    const { status, stdout } = failures(file);
    expect(status).toBe(0);
    expect(stdout).toContain('2  serverError    status.server\n');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('without a failure says so', () => {
    expect(failures(fileWith())).toMatchObject({ status: 0, stdout: 'No error is unknown.\n' });
  });

  it('gives a case also for a failure without a specimen, and leaves out a damaged row', () => {
    const file = fileWith(unknown('No flux.', 'flux_lost'), '{"kind":');
    const { error } = JSON.parse(failures(file, '--cases').stdout);
    expect(error).toEqual({ message: 'No flux.', code: 'flux_lost' });
  });

  it('has the most frequent error first', () => {
    const file = fileWith(unknown('No flux.'), unknown('No phase 1.'), unknown('No phase 2.'));
    const { unknown: groups } = JSON.parse(failures(file, '--json').stdout);
    expect(groups.map(({ count }: { count: number }) => count)).toEqual([2, 1]);
  });

  it('does not write to the terminal with the control characters of an error', () => {
    const file = fileWith(unknown('No \u001b[2J\u009b31mflux\n!\u202e', '\u001b[1m'));
    const { stdout } = failures(file);
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(stdout).toContain('No [2J 31mflux !\n');
    const { unknown: groups } = JSON.parse(failures(file, '--json').stdout);
    expect(groups[0].failure.message).toBe('No \u001b[2J\u009b31mflux\n!\u202e');
  });

  it.each<[string, (file: string) => void, RegExp]>([
    ['is missing', () => {}, /agent\.db' does not exist\. Give the path/],
    ['is a folder', (file) => mkdirSync(file), /is no file\. Give the path/],
    ['is empty', (file) => writeFileSync(file, ''), /is empty\. Give the path/],
    [
      'is no database',
      (file) => writeFileSync(file, 'Dear diary, '.repeat(100)),
      /is not a Perdure database\. Choose another path\./,
    ],
    [
      'belongs to another program',
      (file) => void new Database(file).exec('CREATE TABLE notes (text)').close(),
      /is not a Perdure database\. Choose another path\./,
    ],
    [
      'is of a newer version',
      (file) => {
        sqliteStore(file).close();
        const db = new Database(file);
        db.pragma('user_version = 99');
        db.close();
      },
      /has schema version 99, and this version of Perdure knows \d+\. Open it with/,
    ],
  ])('that %s is refused, with what to do', (_what, make, said) => {
    const file = temporaryFile();
    make(file);
    const { status, stdout, stderr } = failures(file);
    expect(stderr).toMatch(said);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect([status, stdout]).toEqual([2, '']);
  });

  it('that is damaged is refused', () => {
    const file = fileWith(
      ...Array.from({ length: 400 }, (_, index) => unknown(`No flux ${index}.`)),
    );
    const bytes = readFileSync(file);
    bytes.fill(0xff, 16_384);
    writeFileSync(file, bytes);
    expect(failures(file)).toMatchObject({ status: 2, stderr: expect.stringContaining('damaged') });
  });
});

it('the command explains itself', () => {
  expect(failures('--help').stdout).toContain('--cases');
  expect(failures()).toMatchObject({ status: 1, stderr: expect.stringContaining("'file'") });
  const both = failures('--json', '--cases', join(dirname(program), 'agent.db'));
  expect(both).toMatchObject({ status: 1, stderr: expect.stringContaining('--cases') });
});
