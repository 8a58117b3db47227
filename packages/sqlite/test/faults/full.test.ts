/** A full disk: writes are refused with the reason, and runs continue after space is freed (G9). */
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { LocalStore, Write } from '@perdure/runtime/store';
import { ledProvider } from '@perdure/testkit/provider';
import { describe, expect, it, onTestFinished, type TestContext } from 'vitest';
import { World } from '../../../testkit/test/runtime/world.ts';
import { sqliteStore } from '../../src/index.ts';
import { open } from '../../src/open.ts';
import { storeOn } from '../../src/store-on.ts';
import { temporaryFile } from '../temporary-file.ts';
import { integrity, rows, runWrites, writeAndDie } from './files.ts';

/** A disk of which a test can take all space. */
interface Disk {
  file: string;
  fillUp(): void;
  makeRoom(): void;
}

/** A file with a limited number of pages, at which SQLite reports a full disk. Works on every system. */
function limitedFile() {
  const file = temporaryFile();
  const db = open(file, 'full');
  onTestFinished(() => void db.close());
  return {
    disk: {
      file,
      fillUp: () => db.pragma('max_page_count = 1'),
      makeRoom: () => db.pragma('max_page_count = 1000000'),
    },
    store: { ...storeOn(db, file), close: () => {} },
  };
}

/** A disk of 3 MB, and a file that takes its free space. */
function smallDisk({ skip }: TestContext): Disk {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    skip('Only root on Linux can mount a small disk.');
  const folder = mkdtempSync(join(tmpdir(), 'perdure-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', folder], { stdio: 'pipe' });
  } catch (error) {
    rmSync(folder, { recursive: true });
    skip(`This system refuses to mount a disk: ${(error as Error).message}`);
  }
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true });
  });
  const filler = join(folder, 'filler');
  return {
    file: join(folder, 'agent.db'),
    fillUp() {
      for (const bytes of [64 * 1024, 4096, 1]) {
        try {
          for (;;) appendFileSync(filler, Buffer.alloc(bytes));
        } catch (error) {
          expect(error).toMatchObject({ code: 'ENOSPC' });
        }
      }
    },
    makeRoom: () => rmSync(filler),
  };
}

const full = expect.objectContaining({ name: 'StoreWriteError', reason: 'full' });

async function startIsRefused(world: World, disk: Disk): Promise<void> {
  const { provider, send: tell } = ledProvider();
  const thread = (await world.start(provider)).thread('t1');
  disk.fillUp();
  // Longer than the free space of the pages in use.
  const prompt = 'Why? '.repeat(20_000);
  await expect(thread.start({ prompt, runId: 'r1' })).rejects.toEqual(full);
  for (const table of ['threads', 'runs', 'messages', 'events', 'attempts'])
    expect(rows(disk.file, `SELECT * FROM ${table}`)).toEqual([]);
  expect(await world.runtime.run('r1')).toBeUndefined();

  disk.makeRoom();
  const run = await thread.start({ prompt, runId: 'r1' });
  tell({ type: 'text', text: 'Yes.' }, { type: 'finish', reason: 'stop' });
  expect(await run.done()).toMatchObject({ status: 'completed' });
  expect(integrity(disk.file)).toBe('ok');
}

async function answerIsKept(world: World, disk: Disk): Promise<void> {
  const { provider, send: tell } = ledProvider();
  const run = await (await world.start(provider)).thread('t1').start({ prompt: 'Why?' });
  const text = 'So it is. '.repeat(10_000);
  tell({ type: 'text', text });
  await world.untilIdle();
  disk.fillUp();
  tell({ type: 'finish', reason: 'stop' });
  await world.untilIdle();
  await world.pass(5_000);
  expect(world.errors.length).toBeGreaterThan(1);
  expect(world.errors).toEqual(world.errors.map(() => full));
  expect(run.getSnapshot().value).toBe('running');
  expect(rows(disk.file, 'SELECT state FROM runs')).toEqual([{ state: 'running' }]);
  expect(world.types().at(-1)).toBe('attempt.started');

  disk.makeRoom();
  await world.pass(1_000);
  expect(await run.done()).toMatchObject({ status: 'completed' });
  const said = rows<{ parts: string }>(
    disk.file,
    `SELECT parts FROM messages WHERE role = 'assistant'`,
  );
  expect(said.map(({ parts }) => JSON.parse(parts))).toEqual([[{ type: 'text', text }]]);
  expect(integrity(disk.file)).toBe('ok');
}

const putFile = (hash: string, length: number): Write => {
  const file = { mediaType: 'image/png', bytes: new Uint8Array(length).fill(7) };
  return { type: 'putFile', hash, file, at: 1 };
};

async function fileIsRefused(store: LocalStore, disk: Disk): Promise<void> {
  await store.commit([...runWrites('r1'), putFile('small', 1_000)]);
  disk.fillUp();
  const large = putFile('large', 1_500_000);
  await expect(async () => store.commit([...runWrites('r2'), large])).rejects.toThrow(full);
  expect(store.findFile('large')).toBeUndefined();
  expect(store.findRun('r2')).toBeUndefined();
  expect(store.findFile('small')?.bytes).toHaveLength(1_000);
  expect(store.history('r1')).toHaveLength(1);

  disk.makeRoom();
  await store.commit([...runWrites('r2'), large]);
  const stored = store.findFile('large')?.bytes ?? new Uint8Array();
  expect(Buffer.alloc(1_500_000, 7).equals(stored)).toBe(true);
  expect(store.history('r2')).toHaveLength(1);
  expect(integrity(disk.file)).toBe('ok');
}

it.for([{ thread: true }, { thread: false }])(
  'a file without room for the log of a process that was killed is opened once there is: %j',
  (options, context) => {
    const disk = smallDisk(context);
    writeAndDie(disk.file, 'r1', 1_000_000);
    disk.fillUp();
    // Room for the owner's row in the log, and not for the log in the file.
    const filler = join(dirname(disk.file), 'filler');
    truncateSync(filler, statSync(filler).size - 64 * 1024);
    for (let time = 0; time < 3; time++)
      expect(() => sqliteStore(disk.file, options)).toThrow(
        expect.objectContaining({ name: 'UnusableFileError', reason: 'full' }),
      );
    disk.makeRoom();
    const store = sqliteStore(disk.file, options);
    expect(store.history('r1')).toHaveLength(1);
    store.close();
  },
);

describe('when SQLite has no page left', () => {
  it('a start is refused and records nothing', async () => {
    const { disk, store } = limitedFile();
    await startIsRefused(new World('sqlite', { store }), disk);
  });

  it('an answer that arrives is recorded after space is freed', async () => {
    const { disk, store } = limitedFile();
    await answerIsKept(new World('sqlite', { store }), disk);
  });

  it('a large file is refused, with all of its transaction', async () => {
    const { disk, store } = limitedFile();
    await fileIsRefused(store, disk);
  });
});

describe('when the disk is full', () => {
  it('a start is refused and records nothing', async (context) => {
    const disk = smallDisk(context);
    await startIsRefused(new World('sqlite', { store: sqliteStore(disk.file) }), disk);
  });

  it('an answer that arrives is recorded after space is freed', async (context) => {
    const disk = smallDisk(context);
    await answerIsKept(new World('sqlite', { store: sqliteStore(disk.file) }), disk);
  });

  it('a large file is refused, with all of its transaction', async (context) => {
    const disk = smallDisk(context);
    await fileIsRefused(sqliteStore(disk.file), disk);
  });

  it('a file that is larger than the space left is refused, and a smaller one is stored', async (context) => {
    const store = sqliteStore(smallDisk(context).file);
    await expect(async () => store.commit([putFile('large', 20 * 2 ** 20)])).rejects.toThrow(full);
    await store.commit([putFile('small', 100_000)]);
    expect(store.findFile('large')).toBeUndefined();
    expect(store.findFile('small')?.bytes).toHaveLength(100_000);
  });

  it('opening a store is refused, for a new file too', (context) => {
    const disk = smallDisk(context);
    sqliteStore(disk.file).close();
    disk.fillUp();
    for (const file of [disk.file, `${disk.file}-2`]) {
      expect(() => sqliteStore(file)).toThrow(
        expect.objectContaining({ name: 'UnusableFileError', reason: 'full' }),
      );
    }
    disk.makeRoom();
    for (const file of [disk.file, `${disk.file}-2`]) sqliteStore(file).close();
  });
});
