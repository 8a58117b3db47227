/** Cases of a prompt that comes while a run asks a human: the option `onQuestion`. */
import type { CaseWorld, Watcher } from '../case-world.ts';
import { isIn } from '../case-world.ts';
import { equal, rejects } from '../checks.ts';
import type { ContractCase } from '../thread-contract.ts';

const answer = { type: 'run.answer', answer: 'yes' } as const;

/** Starts a run that asks. */
async function ask(world: CaseWorld): Promise<{ watcher: Watcher; asking: string }> {
  const thread = world.thread('t1');
  const watcher = world.watch(thread);
  const { runId, call } = await world.start(thread, { runId: 'asking' });
  call.send({ type: 'ask', question: 'Sure?' });
  await watcher.until('the run asks', isIn(runId, 'awaitingInput'));
  return { watcher, asking: runId };
}

export const questionCases: readonly ContractCase[] = [
  ...([{}, { onQuestion: 'withdraw' }] as const).map(
    (options): ContractCase => ({
      name: `a new prompt withdraws an open question, with the options ${JSON.stringify(options)}`,
      async run(world) {
        const thread = world.thread('t1');
        const { watcher, asking } = await ask(world);
        const { runId, call } = await world.start(thread, { prompt: 'No, stop.', ...options });
        await watcher.until('the asking run is cancelled', isIn(asking, 'cancelled'));
        call.send({ type: 'text', text: 'Stopped.' }, { type: 'finish', reason: 'stop' });
        await watcher.until('the new run completes', isIn(runId, 'completed'));
        const receipt = await thread.send(asking, answer);
        equal('the receipt', receipt, { accepted: false, reason: 'settled' });
      },
    }),
  ),
  {
    name: 'a prompt that waits is queued until the question is answered',
    async run(world) {
      const thread = world.thread('t1');
      const { watcher, asking } = await ask(world);
      const { runId } = await thread.start({ prompt: 'And then?', onQuestion: 'wait' });
      const view = await watcher.until('the new run is queued', isIn(runId, 'queued'));
      equal('the question', view.runs[0]?.question, 'Sure?');
      equal('the receipt', await thread.send(asking, answer), { accepted: true });
      const next = await world.call(asking, 2);
      next.send({ type: 'text', text: 'Done.' }, { type: 'finish', reason: 'stop' });
      await world.call(runId);
      await watcher.until('the new run is running', isIn(runId, 'running'));
    },
  },
  {
    name: 'a start that is refused, or repeated, withdraws no question',
    async run(world) {
      const thread = world.thread('t1');
      const { asking } = await ask(world);
      const before = await thread.events(0);
      await rejects('an empty prompt', thread.start({ prompt: ' ' }), 'InvalidPromptError');
      const replacing = thread.start({ prompt: 'Why?', replaces: asking });
      await rejects('a start in its place', replacing, 'CannotReplaceError', { runId: asking });
      equal('the run', (await thread.start({ prompt: 'Why?', runId: asking })).runId, asking);
      equal('the log', await thread.events(0), before);
      equal('the receipt', await thread.send(asking, answer), { accepted: true });
    },
  },
];
