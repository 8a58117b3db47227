/** A backup of a store that is in use. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sqliteStore } from '../src/index.ts';
import { fill, integrity, rows, runWrites } from './faults/files.ts';
import { temporaryFile } from './temporary-file.ts';

describe.each([true, false])('with a thread that writes: %s', (thread) => {
  function opened() {
    const file = temporaryFile();
    const store = sqliteStore(file, { durability: 'normal', thread });
    onTestFinished(() => store.close());
    fill(store, 300);
    return { file, store };
  }

  const refused = (reason: string) => expect.objectContaining({ name: 'BackupError', reason });

  it('is whole, has what was recorded meanwhile, is one file, and has no owner', async () => {
    const { store } = opened();
    const to = temporaryFile('backup.db');
    let turns = 0;
    await store.backup(to, {
      progress: () => store.commit(runWrites(`late${turns++}`)),
    });
    expect(turns).toBeGreaterThan(0);
    expect(readdirSync(dirname(to))).toEqual(['backup.db']);
    expect(integrity(to)).toBe('ok');
    const copy = sqliteStore(to, { thread });
    expect(copy.findRun('r299')).toBeDefined();
    // A thread may have copied the last page before it is told of a commit.
    if (!thread) expect(copy.findRun(`late${turns - 1}`)).toBeDefined();
    await copy.commit(runWrites('own'));
    copy.close();
    expect(store.findRun('own')).toBeUndefined();
  });

  it('of a store in memory is a file', async () => {
    const store = sqliteStore(':memory:');
    fill(store, 1);
    const to = temporaryFile('backup.db');
    await store.backup(to);
    store.close();
    expect(rows(to, 'SELECT id FROM runs')).toEqual([{ id: 'r0' }]);
  });

  it('is refused for a name that is taken, and leaves that file alone', async () => {
    const { file, store } = opened();
    const to = temporaryFile('notes.txt');
    writeFileSync(to, '');
    await expect(store.backup(to)).rejects.toEqual(refused('exists'));
    await expect(store.backup(file)).rejects.toEqual(refused('exists'));
    await store.commit(runWrites('after'));
  });

  it('is refused for a folder that does not exist', async () => {
    const { store } = opened();
    const to = join(dirname(temporaryFile()), 'missing', 'backup.db');
    await expect(store.backup(to)).rejects.toEqual(refused('missingFolder'));
  });

  /** How the backup ends: as a whole file, or with the reason, and nothing is left of it then. */
  async function endOf(backup: Promise<void>, to: string): Promise<unknown> {
    try {
      await backup;
    } catch (error) {
      expect(readdirSync(dirname(to))).toEqual([]);
      return error;
    }
    expect(integrity(to)).toBe('ok');
    return undefined;
  }

  it('that the end of the store interrupts leaves nothing behind', async () => {
    const { store } = opened();
    const to = temporaryFile('backup.db');
    const end = await endOf(store.backup(to, { progress: () => store.close() }), to);
    // A thread may have copied the last page before it is told.
    if (end !== undefined || !thread) expect(end).toEqual(refused('closed'));
  });

  it('whose name is taken meanwhile leaves that file alone, and nothing beside it', async () => {
    const { store } = opened();
    const to = temporaryFile('backup.db');
    await expect(store.backup(to, { progress: () => writeFileSync(to, 'mine') })).rejects.toEqual(
      refused('exists'),
    );
    expect(readFileSync(to, 'utf8')).toBe('mine');
    expect(readdirSync(dirname(to))).toEqual(['backup.db']);
  });

  it('to a name to which another one is under way is refused if that one is there first', async () => {
    const { store } = opened();
    const to = temporaryFile('backup.db');
    const both = await Promise.allSettled([store.backup(to), store.backup(to)]);
    const failed = both.filter((end) => end.status === 'rejected');
    expect(failed).toEqual([{ status: 'rejected', reason: refused('exists') }]);
    expect(readdirSync(dirname(to))).toEqual(['backup.db']);
    expect(integrity(to)).toBe('ok');
  });

  it('under a name for which there is no longer one is refused', async () => {
    const { store } = opened();
    const to = temporaryFile('b'.repeat(203));
    await expect(store.backup(to)).rejects.toEqual(refused('nameTooLong'));
    await store.backup(to.slice(0, -1));
    expect(readdirSync(dirname(to))).toEqual(['b'.repeat(202)]);
  });

  it('that nobody awaits does not end the process when it fails', async () => {
    const died: unknown[] = [];
    const note = (error: unknown) => void died.push(error);
    process.on('unhandledRejection', note);
    onTestFinished(() => void process.off('unhandledRejection', note));
    const memory = sqliteStore(':memory:');
    onTestFinished(() => memory.close());
    const to = join(dirname(temporaryFile()), 'missing', 'backup.db');
    const forgotten = [opened().store.backup(to), memory.backup(to)];
    await setTimeout(100);
    expect(died).toEqual([]);
    for (const promise of forgotten)
      await expect(promise).rejects.toEqual(refused('missingFolder'));
  });

  describe('its option', () => {
    it.each<[string, unknown, unknown]>([
      ['to', undefined, {}],
      ['to', 5, {}],
      ['to', ' ', {}],
      ['to', 'a\0b', {}],
      ['to', ':memory:', {}],
      ['to', 'a-folder/', {}],
      ['options', 'backup.db', null],
      ['options', 'backup.db', []],
      ['progress', 'backup.db', { progress: 5 }],
      ['progress', 'backup.db', { progress: null }],
      ['progres', 'backup.db', { progres: () => {} }],
    ])('%s is refused as it is in %j, %j, by a rejection', async (option, name, options) => {
      const { store } = opened();
      const to = name === 'backup.db' ? temporaryFile(name) : name;
      await expect(store.backup(to as string, options as never)).rejects.toEqual(
        expect.objectContaining({ name: 'InvalidOptionError', option }),
      );
      if (to !== name) expect(existsSync(to as string)).toBe(false);
    });

    const boom = new Error('A progress that fails.');

    it.each<[string, () => void]>([
      [
        'throws',
        () => {
          throw boom;
        },
      ],
      ['is rejected', () => Promise.reject(boom)],
    ])('progress that %s ends it at once, and nothing is left', async (_how, fails) => {
      const { store } = opened();
      const to = temporaryFile('backup.db');
      let calls = 0;
      const progress = () => {
        calls++;
        return fails();
      };
      const backup = store.backup(to, { progress });
      await expect(backup).rejects.toEqual(refused('progress'));
      await expect(backup).rejects.toMatchObject({ cause: boom });
      expect(calls).toBe(1);
      expect(readdirSync(dirname(to))).toEqual([]);
    });

    it('progress that is rejected after the last page ends it too', async () => {
      const { store } = opened();
      const to = temporaryFile('backup.db');
      const progress = async () => {
        await setTimeout(200);
        throw boom;
      };
      await expect(store.backup(to, { progress })).rejects.toEqual(refused('progress'));
      expect(readdirSync(dirname(to))).toEqual([]);
    });
  });

  describe('during which its store', () => {
    /** Backs a store up. After the first turn, something happens, and then another run is recorded. */
    function during(happens: (file: string) => void) {
      const { file, store } = opened();
      const to = temporaryFile('backup.db');
      let turns = 0;
      const backup = store.backup(to, {
        progress: async () => {
          if (turns++ > 0) return;
          happens(file);
          // The backup says what the commit is refused for.
          try {
            await store.commit(runWrites('late'));
          } catch {}
        },
      });
      return { file, to, backup };
    }

    it('opens its file again, because the log was deleted, has everything all the same', async () => {
      const { to, backup } = during((file) => rmSync(`${file}-wal`));
      await backup;
      expect(readdirSync(dirname(to))).toEqual(['backup.db']);
      expect(integrity(to)).toBe('ok');
      const ids = rows(
        to,
        "SELECT id FROM runs WHERE id IN ('r0', 'r299', 'late') ORDER BY ordinal",
      );
      const all = ['r0', 'r299', 'late'].map((id) => ({ id }));
      // A thread may have copied the last page before it is told of a commit.
      expect(ids).toEqual(thread ? all.slice(0, ids.length) : all);
      expect(ids.length).toBeGreaterThan(1);
    });

    it('stops, because its file was deleted, says so and names the copy', async () => {
      const { file, to, backup } = during((path) => rmSync(path));
      const end = await endOf(backup, to);
      if (end === undefined && thread) return;
      expect(end).toMatchObject({
        name: 'BackupError',
        reason: 'replaced',
        cause: { reason: 'replaced', message: expect.stringContaining(`${file}-rescued-`) },
      });
    });
  });
});
