/** Cases of `page` and of `view`, which read a long thread from its end. */
import { type PagedView, type Thread, type ThreadView, textOf } from '@perdure/thread';
import type { CaseWorld } from '../case-world.ts';
import { equal, rejects, throws } from '../checks.ts';
import type { ContractCase } from '../thread-contract.ts';

const texts = ({ messages }: ThreadView) => messages.map(textOf);

/** A thread of four runs, of which each has a prompt and an answer. */
async function answered(world: CaseWorld): Promise<Thread> {
  const thread = world.thread('t1');
  for (const text of ['a', 'b', 'c', 'd'])
    await world.answer(thread, `${text}!`, { prompt: `${text}?`, runId: text });
  return thread;
}

/** Subscribes to a view until the end of the case, and waits until it has messages. */
async function opened(world: CaseWorld, view: PagedView) {
  const watcher = world.watch(view);
  await watcher.until('the page is there', ({ messages }) => messages.length > 0);
  return watcher;
}

export const pageCases: readonly ContractCase[] = [
  {
    name: 'a page has the last messages with their runs, and the page before a message those before it',
    async run(world) {
      const thread = await answered(world);
      const last = await thread.page({ limit: 3 });
      equal('the last page', texts(last), ['c!', 'd?', 'd!']);
      equal(
        'its runs',
        last.runs.map(({ id, state }) => [id, state]),
        [
          ['c', 'completed'],
          ['d', 'completed'],
        ],
      );
      equal(
        'what is before it',
        [last.hasEarlier, last.seq],
        [true, (await thread.events(0)).length],
      );
      const before = last.messages[0]?.id ?? '';
      const next = await thread.page({ limit: 3, before });
      equal('the page before', [texts(next), next.hasEarlier], [['b?', 'b!', 'c?'], true]);
      const first = await thread.page({ before: next.messages[0]?.id ?? '' });
      equal('the first page', [texts(first), first.hasEarlier], [['a?', 'a!'], false]);
      const empty = await world.thread('t2').page();
      equal('the page of a thread without a run', [texts(empty), empty.seq], [[], 0]);
    },
  },
  {
    name: 'a page is refused outside of its bounds, and before a message that is not in the conversation',
    async run(world) {
      const thread = await answered(world);
      for (const limit of [0, -1, 1.5, Number.NaN, 501]) {
        await rejects(`page of ${limit}`, thread.page({ limit }), 'RangeError');
        throws(`view of ${limit}`, () => thread.view({ limit }), 'RangeError');
      }
      const { messages } = await thread.page({ limit: 2 });
      const before = messages[0]?.id ?? '';
      const gone = { messageId: before };
      await rejects(
        'of another thread',
        world.thread('t2').page({ before }),
        'UnknownMessageError',
        gone,
      );
      await world.answer(thread, 'e!', { replaces: 'd' });
      await rejects('of a replaced run', thread.page({ before }), 'UnknownMessageError', gone);
    },
  },
  {
    name: 'a view begins with the last page, goes on live, and loads what is earlier',
    async run(world) {
      const thread = await answered(world);
      const view = thread.view({ limit: 2 });
      const watcher = await opened(world, view);
      equal('the first page', texts(watcher.view), ['d?', 'd!']);
      await world.answer(thread, 'e!', { prompt: 'e?', runId: 'e' });
      const whole = world.watch(thread);
      await whole.until('the whole view is there', ({ messages }) => messages.length === 10);
      await watcher.until('the answer is there', ({ messages }) => messages.length === 4);
      equal('what is said', texts(watcher.view), ['d?', 'd!', 'e?', 'e!']);
      await world.within('the page before', Promise.all([view.loadEarlier(), view.loadEarlier()]));
      equal('the page before', texts(watcher.view).slice(0, 2), ['c?', 'c!']);
      while (watcher.view.hasEarlier) await world.within('an earlier page', view.loadEarlier());
      await view.loadEarlier();
      equal('the whole view', watcher.view, whole.view);
    },
  },
  {
    name: 'an edit before the first message of a view leaves the view with the new run',
    async run(world) {
      const thread = await answered(world);
      const view = thread.view({ limit: 2 });
      const watcher = await opened(world, view);
      await world.answer(thread, 'e!', { prompt: 'e?', replaces: 'b' });
      await watcher.until('the edit is there', (view) => texts(view).join() === 'e?,e!');
      await world.within('the page before', view.loadEarlier());
      equal('all messages', texts(watcher.view), ['a?', 'a!', 'e?', 'e!']);
    },
  },
];
