/** Cases of `forget`, which deletes a thread. */
import { textOf } from '@perdure/thread';
import { holds } from '../../guarantee.ts';
import { isIn } from '../case-world.ts';
import { equal, rejects } from '../checks.ts';
import type { ContractCase } from '../thread-contract.ts';

export const forgettingCases: readonly ContractCase[] = [
  {
    name: 'a forgotten thread is gone, and the one beside it is as it was',
    async run(world) {
      const [thread, other] = [world.thread('t1'), world.thread('t2')];
      await world.answer(other, 'No.');
      const runId = await world.answer(thread, 'Yes.');
      const log = await other.events(0);
      const [message] = (await thread.events(0)).flatMap((e) => ('message' in e ? e.message : []));
      await thread.forget();
      equal('the events', await thread.events(0), []);
      equal('a message', await thread.message(message?.id ?? ''), undefined);
      await rejects('a command', thread.send(runId, { type: 'run.cancel' }), 'UnknownRunError');
      equal('the events of the other thread', await other.events(0), log);
    },
  },
  {
    name: 'a view is empty once its thread is forgotten, and shows what begins under its id',
    async run(world) {
      const thread = world.thread('t1');
      await world.answer(thread, 'Old.');
      const watcher = world.watch(world.thread('t1'));
      await watcher.until('the old answer is shown', ({ messages }) => messages.length === 2);
      await thread.forget();
      await watcher.until('the view is empty', ({ seq, runs, messages }) => {
        return seq === 0 && runs.length + messages.length === 0;
      });
      await world.answer(thread, 'New.', { prompt: 'Again?' });
      const texts = ['Again?', 'New.'];
      const fresh = world.watch(world.thread('t1'));
      for (const one of [watcher, fresh]) {
        const isWhole = ({ runs }: typeof one.view) => runs.at(-1)?.state === 'completed';
        const { messages } = await one.until('the new run is over', isWhole);
        equal('the messages', messages.map(textOf), texts);
      }
    },
  },
  {
    name: 'the events of a thread that begins after one was forgotten are behind all of the former numbers',
    async run(world) {
      const thread = world.thread('t1');
      await world.answer(thread, 'Old.');
      const last = (await thread.events(0)).at(-1)?.seq ?? 0;
      await thread.forget();
      await world.answer(thread, 'New.');
      const events = await thread.events(0);
      const first = events[0]?.seq ?? 0;
      holds(first > last + 1, 'G8', () => `the first event has the number ${first} after ${last}.`);
      equal('the events after the last of the former thread', await thread.events(last), events);
    },
  },
  {
    name: 'a run under way is stopped with its thread, and those that wait never begin',
    async run(world) {
      const thread = world.thread('t1');
      const { call } = await world.start(thread, { runId: 'running' });
      await thread.start({ prompt: 'And then?', runId: 'queued' });
      const { signal } = call.request;
      const isStopped = new Promise((resolve) => signal.addEventListener('abort', resolve));
      await thread.forget();
      await world.within('the attempt is stopped', isStopped);
      call.send({ type: 'text', text: 'Too late.' }, { type: 'finish', reason: 'stop' });
      const watcher = world.watch(world.thread('t1'));
      const { runId } = await world.start(thread, { runId: 'running' });
      await watcher.until('the new run is running', isIn(runId, 'running'));
      const log = await thread.events(0);
      equal('the runs', [...new Set(log.map((event) => event.runId))], ['running']);
    },
  },
  {
    name: 'a thread that is forgotten twice, or that never began, is forgotten',
    async run(world) {
      const thread = world.thread('t1');
      await thread.forget();
      await world.answer(thread, 'Yes.');
      await Promise.all([thread.forget(), thread.forget()]);
      equal('the events', await thread.events(0), []);
    },
  },
  {
    name: 'a thread that cannot be forgotten stays, and its run goes on',
    async run(world) {
      const thread = world.thread('t1');
      const watcher = world.watch(thread);
      const { runId, call } = await world.start(thread);
      const before = await thread.events(0);
      world.world.failWrites('full');
      await rejects('forget()', thread.forget(), 'StoreWriteError', { reason: 'full' });
      world.world.failWrites(undefined);
      equal('the events', await thread.events(0), before);
      call.send({ type: 'text', text: 'Yes.' }, { type: 'finish', reason: 'stop' });
      await watcher.until('the run completes', isIn(runId, 'completed'));
    },
  },
];
