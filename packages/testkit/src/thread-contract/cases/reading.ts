/** Cases of `events` and `message`, which read what is recorded. */
import { holds } from '../../guarantee.ts';
import { equal, rejects } from '../checks.ts';
import type { ContractCase } from '../thread-contract.ts';

const pageSize = 500;

const count = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

export const readingCases: readonly ContractCase[] = [
  {
    name: 'events come in order, in pages of 500 at most',
    async run(world) {
      const thread = world.thread('t1');
      const read = async (after: number, limit?: number) =>
        (await thread.events(after, limit)).map(({ seq }) => seq);
      equal('the events of a thread without a run', await read(0), []);
      // Each queued run adds two events to the log.
      const prompts = count(1, 260).map((number) => `${number}?`);
      await Promise.all(prompts.map((prompt) => thread.start({ prompt })));
      const rest = await read(pageSize);
      const last = rest.at(-1) ?? 0;
      holds(
        last > pageSize,
        'G8',
        () => `520 events and more were recorded, and ${last} are read.`,
      );
      equal('the second page', rest, count(pageSize + 1, last), 'G8');
      equal('the first page', await read(0), count(1, pageSize), 'G8');
      equal('a page of 3', await read(2, 3), [3, 4, 5], 'G8');
      equal('the largest page', await read(0, pageSize), count(1, pageSize), 'G8');
      equal('the page after the last event', await read(last), [], 'G8');
      equal('a page beyond it', await read(1_000_000), [], 'G8');
    },
  },
  {
    name: 'a page outside of its bounds is refused',
    async run(world) {
      const thread = world.thread('t1');
      await world.start(thread);
      for (const after of [-1, 0.5, Number.NaN, Infinity])
        await rejects(`events(${after})`, thread.events(after), 'RangeError');
      for (const limit of [0, -1, 1.5, Number.NaN, pageSize + 1, Infinity])
        await rejects(`events(0, ${limit})`, thread.events(0, limit), 'RangeError');
    },
  },
  {
    name: 'an event says which thread and run it belongs to, and when it was recorded',
    async run(world) {
      const started = Date.now();
      await world.start(world.thread('t2'), { runId: 'r2' });
      const thread = world.thread('t1');
      await world.start(thread, { runId: 'r1' });
      for (const { threadId, runId, at } of await thread.events(0)) {
        equal('the owner', [threadId, runId], ['t1', 'r1']);
        holds(at >= started && at <= Date.now(), 'thread', () => `the event's time is ${at}.`);
      }
    },
  },
  {
    name: 'a message is read by its own thread only',
    async run(world) {
      const [own, other] = [world.thread('t1'), world.thread('t2')];
      await world.answer(own, 'Yes.');
      await world.answer(other, 'No.');
      const events = await own.events(0);
      const messages = events.flatMap((e) => (e.type === 'message.completed' ? [e.message] : []));
      equal('the number of messages', messages.length, 2);
      for (const message of messages) {
        equal('the message', await own.message(message.id), message);
        equal("another thread's look at it", await other.message(message.id), undefined);
      }
      for (const id of ['nobody', '', '.', '..', '\ud83d'])
        equal(`message ${JSON.stringify(id)}`, await own.message(id), undefined);
    },
  },
];
