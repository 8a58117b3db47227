/** Cases of the option `replaces`: which runs leave the view, and which runs cannot be replaced. */
import { textOf } from '@perdure/thread';
import { isIn } from '../case-world.ts';
import { equal, rejects } from '../checks.ts';
import type { ContractCase } from '../thread-contract.ts';

export const replacingCases: readonly ContractCase[] = [
  {
    name: 'a replaced run and all later ones leave the view and the history, and stay in the log',
    async run(world) {
      const thread = world.thread('t1');
      const watcher = world.watch(thread);
      for (const id of ['a', 'b', 'c'])
        await world.answer(thread, `${id}.`, { prompt: `${id}?`, runId: id });
      const { length } = await thread.events(0);
      const { call } = await world.start(thread, { prompt: 'd?', runId: 'd', replaces: 'b' });
      const given = call.request.messages.map(textOf);
      equal('the messages given', given, ['a?', 'a.', 'd?'], 'G7');
      const fresh = world.watch(world.thread('t1'));
      for (const one of [watcher, fresh]) {
        const view = await one.until('the new run is running', isIn('d', 'running'));
        equal(
          'the runs',
          view.runs.map(({ id }) => id),
          ['a', 'd'],
        );
        equal('the messages', view.messages.map(textOf), ['a?', 'a.', 'd?']);
      }
      const log = await thread.events(0);
      equal('the log before', log.slice(0, length).length, length);
      const queued = log[length];
      equal('what the log says', queued?.type === 'run.queued' && queued.replaces, 'b');
    },
  },
  {
    name: 'a run under way cannot be replaced until it is cancelled',
    async run(world) {
      const thread = world.thread('t1');
      const { runId } = await world.start(thread);
      const before = await thread.events(0);
      const again = { prompt: 'Again?', replaces: runId };
      await rejects('the start', thread.start(again), 'CannotReplaceError', { runId });
      equal('the log', await thread.events(0), before);
      await thread.send(runId, { type: 'run.cancel' });
      const { runId: next } = await thread.start(again);
      const watcher = world.watch(thread);
      const view = await watcher.until('the new run is running', isIn(next, 'running'));
      equal(
        'the runs',
        view.runs.map(({ id }) => id),
        [next],
      );
    },
  },
  {
    name: 'an unknown run, one of another thread, and one that was replaced cannot be replaced',
    async run(world) {
      const thread = world.thread('t1');
      await world.answer(world.thread('t2'), 'Two.', { runId: 'foreign' });
      await world.answer(thread, 'One.', { runId: 'replaced' });
      await world.answer(thread, 'Again.', { replaces: 'replaced' });
      const before = await thread.events(0);
      for (const replaces of ['nobody', 'foreign', 'replaced', '', '..', 'x'.repeat(201)]) {
        const start = thread.start({ prompt: 'Why?', replaces });
        await rejects(`to replace '${replaces}'`, start, 'CannotReplaceError', { runId: replaces });
      }
      equal('the log', await thread.events(0), before);
    },
  },
];
