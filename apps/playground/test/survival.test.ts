/** The guarantees on real processes: a provider that fails, a server that is killed, one answer. */
import { textOf } from '@perdure/thread';
import { describe } from 'vitest';
import { it, reaches, streams, until } from './world.ts';

const unavailable = { kind: 'status', status: 503 } as const;

describe.concurrent('a run', () => {
  it('that fails twice and is cut once leaves one prompt, one answer and no trace with the provider', async ({
    open,
    expect,
  }) => {
    const world = await open([unavailable, unavailable, { kind: 'cut', afterTokens: 9 }]);
    const thread = world.thread();
    await thread.start({ prompt: 'Why is the sky blue?' });
    await reaches(thread, 'completed');

    expect(world.rows('SELECT role, status FROM messages ORDER BY ordinal')).toEqual([
      { role: 'user', status: 'completed' },
      { role: 'assistant', status: 'discarded' },
      { role: 'assistant', status: 'completed' },
    ]);
    expect(world.rows('SELECT retry_count, outcome FROM attempts ORDER BY fence')).toEqual([
      { retry_count: 0, outcome: 'failed' },
      { retry_count: 1, outcome: 'failed' },
      { retry_count: 2, outcome: 'failed' },
      { retry_count: 3, outcome: 'completed' },
    ]);
    const received = world.model.received();
    expect(received.map(({ fault }) => fault)).toEqual(['status', 'status', 'cut', 'ok']);
    for (const { messages } of received) {
      expect(messages).toEqual([{ role: 'user', content: 'Why is the sky blue?' }]);
    }
    expect(thread.getSnapshot().messages.map(({ role }) => role)).toEqual(['user', 'assistant']);
  });

  it('whose server is killed in the back-off is called at the recorded deadline, with the same retry count', async ({
    open,
    expect,
  }) => {
    const world = await open([unavailable, unavailable]);
    const thread = world.thread();
    await thread.start({ prompt: 'Why is the sky blue?' });
    await until(() => world.model.received().length === 2);
    const waiting = await reaches(thread, 'retrying');
    expect(waiting.retryCount).toBe(2);
    await world.kill();
    await world.start();

    const [row] = world.rows('SELECT state, retry_count, retry_at FROM runs');
    expect(row).toEqual({ state: 'retrying', retry_count: 2, retry_at: waiting.retryAt });
    await reaches(thread, 'completed');
    expect(world.rows('SELECT retry_count FROM attempts')).toHaveLength(3);
    const third = world.model.received()[2];
    expect(Date.parse(third?.at ?? '')).toBeGreaterThanOrEqual(waiting.retryAt ?? Infinity);
    expect(world.rows(`SELECT * FROM messages WHERE role = 'user'`)).toHaveLength(1);
    expect(world.rows(`SELECT * FROM events WHERE type = 'run.completed'`)).toHaveLength(1);
  });

  it('whose server is down until after the deadline is called at once', async ({
    open,
    expect,
  }) => {
    const world = await open([unavailable]);
    const thread = world.thread();
    await thread.start({ prompt: 'Why is the sky blue?' });
    const { retryAt } = await reaches(thread, 'retrying');
    await world.kill();
    await until(() => Date.now() > (retryAt ?? 0));
    await world.start();
    await reaches(thread, 'completed');
    expect(world.rows('SELECT retry_count FROM attempts ORDER BY fence')).toEqual([
      { retry_count: 0 },
      { retry_count: 1 },
    ]);
  });

  it('whose server is killed in mid-stream discards the half and answers whole', async ({
    open,
    expect,
  }) => {
    const world = await open([], { tokenDelayMs: 40 });
    const thread = world.thread();
    await thread.start({ prompt: 'Why is the sky blue?' });
    const half = await streams(thread);
    // Waits for a checkpoint of the partial message, so that there is a record to discard.
    await until(() => world.rows(`SELECT * FROM messages WHERE status = 'streaming'`).length === 1);
    await world.kill();
    world.model.configure({ tokenDelayMs: 1 });
    await world.start();
    const { retryCount } = await reaches(thread, 'completed');

    expect(retryCount).toBe(0);
    expect(world.rows('SELECT role, status FROM messages ORDER BY ordinal')).toEqual([
      { role: 'user', status: 'completed' },
      { role: 'assistant', status: 'discarded' },
      { role: 'assistant', status: 'completed' },
    ]);
    expect(world.rows('SELECT outcome FROM attempts ORDER BY fence')).toEqual([
      { outcome: 'lost' },
      { outcome: 'completed' },
    ]);
    expect(world.sent()).not.toContain(half);
    const answers = thread.getSnapshot().messages.filter(({ role }) => role === 'assistant');
    expect(answers.map(textOf)).toEqual([
      expect.stringMatching(new RegExp(`^${half.slice(0, 10)}`)),
    ]);
  });

  it('that is cancelled in the back-off never calls the provider again, also after a restart', async ({
    open,
    expect,
  }) => {
    const world = await open([unavailable]);
    const thread = world.thread();
    await thread.start({ prompt: 'Why?' });
    const { id, retryAt } = await reaches(thread, 'retrying');
    expect(await thread.send(id, { type: 'run.cancel' })).toEqual({ accepted: true });
    await world.kill();
    await world.start();
    await until(() => Date.now() > (retryAt ?? 0) + 300);
    await reaches(thread, 'cancelled');
    expect(world.model.received()).toHaveLength(1);
    expect(world.rows('SELECT type FROM events ORDER BY seq DESC LIMIT 1')).toEqual([
      { type: 'run.cancelled' },
    ]);
  });

  it('that is cancelled in mid-stream hangs up on the model', async ({ open }) => {
    const world = await open([{ kind: 'stall', afterTokens: 8 }]);
    const thread = world.thread();
    await thread.start({ prompt: 'Why?' });
    await streams(thread);
    const { id } = await reaches(thread, 'running');
    await thread.send(id, { type: 'run.cancel' });
    await reaches(thread, 'cancelled');
    await until(() => world.model.received()[0]?.outcome === 'disconnected');
  });
});
