/** Cases of what follows a failed run: a held queue, and a run that is taken up. */
import type { RunCommand } from '@perdure/run';
import { type Thread, textOf } from '@perdure/thread';
import { type CaseWorld, isIn } from '../case-world.ts';
import { equal, rejects } from '../checks.ts';
import type { ContractCase } from '../thread-contract.ts';

const start: RunCommand = { type: 'run.start' };
const resume: RunCommand = { type: 'run.resume' };
const notApplicable = { accepted: false, reason: 'notApplicable' } as const;
const refused = () => Object.assign(new Error('Unauthorized'), { statusCode: 401 });

/** A thread whose first run has used a tool and failed for good, with two runs behind it. */
async function failed(world: CaseWorld, thread: Thread) {
  const watcher = world.watch(thread);
  const { runId, call } = await world.start(thread, { prompt: 'a?', runId: 'a' });
  for (const id of ['b', 'c']) await thread.start({ prompt: `${id}?`, runId: id });
  call.send(
    { type: 'toolCall', id: 't', name: 'order', input: {} },
    { type: 'toolResult', id: 't', name: 'order', output: 'ordered' },
  );
  call.fail(refused());
  const view = await watcher.until('the run fails', isIn(runId, 'failed'));
  return { watcher, view };
}

export const heldCases: readonly ContractCase[] = [
  {
    name: 'a failure that concerns all runs holds the queue, and run.start to its first run goes on',
    async run(world) {
      const thread = world.thread('t1');
      const { watcher, view } = await failed(world, thread);
      const { held } = view;
      equal('why the queue is held', [held?.runId, held?.failure.kind], ['a', 'unauthorized']);
      equal('run.start to the second', await thread.send('c', start), notApplicable, 'G3');
      equal('run.start to the first', await thread.send('b', start), { accepted: true });
      const answer = async (id: string) =>
        (await world.call(id)).send(
          { type: 'text', text: `${id}.` },
          { type: 'finish', reason: 'stop' },
        );
      await answer('b');
      await answer('c');
      const after = await watcher.until('the queue is done', isIn('c', 'completed'));
      equal('the hold', after.held, null);
    },
  },
  {
    name: 'run.resume takes a failed run up with its tool results, before the runs that are queued',
    async run(world) {
      const thread = world.thread('t1');
      const { watcher } = await failed(world, thread);
      const receipt = await thread.send('a', resume);
      const resumedBy = receipt.accepted ? (receipt.resumedBy ?? '') : '';
      const call = await world.call(resumedBy);
      const given = call.request.messages.flatMap(({ parts }) => parts.map(({ type }) => type));
      equal('what is given', given, ['text', 'toolCall', 'toolResult'], 'G7');
      equal('a second run.resume', await thread.send('a', resume), notApplicable);
      call.send({ type: 'text', text: 'a.' }, { type: 'finish', reason: 'stop' });
      const fresh = world.watch(world.thread('t1'));
      for (const one of [watcher, fresh]) {
        const view = await one.until('the next run is running', isIn('b', 'running'));
        equal(
          'the runs',
          view.runs.map(({ id, resumes }) => [id, resumes]),
          [
            [resumedBy, 'a'],
            ['b', null],
            ['c', null],
          ],
        );
        equal('the messages', view.messages.map(textOf), ['a?', '', 'a.', 'b?', 'c?']);
      }
    },
  },
  {
    name: 'run.resume is refused for a run that is under way or answered, and unknown in another thread',
    async run(world) {
      const thread = world.thread('t1');
      const { runId } = await world.start(thread);
      equal('while it is running', await thread.send(runId, resume), notApplicable);
      const answered = await world.answer(world.thread('t2'), 'Yes.');
      const settled = { accepted: false, reason: 'settled' } as const;
      equal('once it is answered', await world.thread('t2').send(answered, resume), settled);
      await rejects('in another thread', thread.send(answered, resume), 'UnknownRunError', {
        runId: answered,
      });
    },
  },
];
