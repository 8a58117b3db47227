/** Cases of `send`: receipts, refusals, and the runs that a handle may send commands to (G4). */
import type { Json, RunCommand } from '@perdure/run';
import { isIn } from '../case-world.ts';
import { equal, rejects } from '../checks.ts';
import type { ContractCase } from '../thread-contract.ts';

const cancel: RunCommand = { type: 'run.cancel' };
const retryNow: RunCommand = { type: 'run.retryNow' };
const answer = (value: Json): RunCommand => ({ type: 'run.answer', answer: value });
const accepted = { accepted: true } as const;
const notApplicable = { accepted: false, reason: 'notApplicable' } as const;

export const commandCases: readonly ContractCase[] = [
  {
    name: 'a cancel is accepted, stops the attempt and is the last event of its run',
    async run(world) {
      const thread = world.thread('t1');
      const watcher = world.watch(thread);
      const { runId, call } = await world.start(thread);
      equal('the receipt', await thread.send(runId, cancel), accepted);
      equal('the stop of the attempt', call.request.signal.aborted, true, 'G4');
      await watcher.until('the run is cancelled', isIn(runId, 'cancelled'));
      equal('the last event', (await thread.events(0)).at(-1)?.type, 'run.cancelled', 'G4');
    },
  },
  {
    name: 'an answer of any JSON value reaches the next attempt unchanged',
    async run(world) {
      const thread = world.thread('t1');
      const watcher = world.watch(thread);
      const { runId, call } = await world.start(thread);
      call.send({ type: 'ask', question: { choose: ['a', 'b'] } });
      const values: Json[] = ['yes', '', 0, false, null, [], { deep: [{ er: 'ä🙂' }] }];
      for (const [index, value] of values.entries()) {
        const view = await watcher.until('the run asks', isIn(runId, 'awaitingInput'));
        equal('the question', view.runs[0]?.question, { choose: ['a', 'b'] });
        equal('the receipt', await thread.send(runId, answer(value)), accepted);
        const next = await world.call(runId, index + 2);
        equal('the answer', next.request.answer, value);
        await watcher.until('the run goes on', isIn(runId, 'running'));
        next.send({ type: 'ask', question: { choose: ['a', 'b'] } });
      }
    },
  },
  {
    name: 'a command that comes too late is refused as settled',
    async run(world) {
      const thread = world.thread('t1');
      const runId = await world.answer(thread, 'Yes.');
      const before = await thread.events(0);
      for (const command of [cancel, retryNow, answer('yes')]) {
        const receipt = await thread.send(runId, command);
        equal(`the receipt of ${command.type}`, receipt, { accepted: false, reason: 'settled' });
      }
      equal('the log', await thread.events(0), before);
    },
  },
  {
    name: 'a command that does not apply to the state is refused as notApplicable',
    async run(world) {
      const thread = world.thread('t1');
      const watcher = world.watch(thread);
      const { runId, call } = await world.start(thread);
      const queued = await thread.start({ prompt: 'And then?', onQuestion: 'wait' });
      for (const command of [retryNow, answer('yes')]) {
        equal(`${command.type} while running`, await thread.send(runId, command), notApplicable);
        const receipt = await thread.send(queued.runId, command);
        equal(`${command.type} while queued`, receipt, notApplicable);
      }
      call.send({ type: 'ask', question: 'Sure?' });
      await watcher.until('the run asks', isIn(runId, 'awaitingInput'));
      equal('run.retryNow while it asks', await thread.send(runId, retryNow), notApplicable);
    },
  },
  {
    name: 'run.start starts nothing while another run is active (G3)',
    async run(world) {
      const thread = world.thread('t1');
      await world.start(thread);
      const { runId } = await thread.start({ prompt: 'And then?' });
      const before = await thread.events(0);
      equal('the receipt', await thread.send(runId, { type: 'run.start' }), notApplicable, 'G3');
      equal('the log', await thread.events(0), before, 'G3');
    },
  },
  {
    name: 'a run of another thread is unknown, and a command does not touch it (G4)',
    async run(world) {
      const [own, other] = [world.thread('t1'), world.thread('t2')];
      await world.start(own);
      const { runId, call } = await world.start(other);
      const before = await other.events(0);
      for (const command of [cancel, retryNow, answer('yes')])
        await rejects(command.type, own.send(runId, command), 'UnknownRunError', { runId });
      equal('the log of the other thread', await other.events(0), before, 'G4');
      equal('the stop of the other run', call.request.signal.aborted, false, 'G4');
    },
  },
  {
    name: 'an unknown run is refused, also with an id that no run can have',
    async run(world) {
      const thread = world.thread('t1');
      await world.start(thread);
      for (const runId of ['nobody', '', '.', '..', '../runs', 'x'.repeat(201), '\ud83d'])
        await rejects(
          `a command for ${JSON.stringify(runId)}`,
          thread.send(runId, cancel),
          'UnknownRunError',
          { runId },
        );
    },
  },
  {
    name: 'an event that is no command is refused by name, and changes nothing',
    async run(world) {
      const thread = world.thread('t1');
      const { runId } = await world.start(thread);
      const before = await thread.events(0);
      for (const type of ['attempt.completed', 'attempt.lost', 'xstate.init', 'toString', '']) {
        const sent = thread.send(runId, { type } as never);
        await rejects(`the event '${type}'`, sent, 'ReservedEventError');
      }
      equal('the log', await thread.events(0), before);
    },
  },
  {
    name: 'an answer without a JSON form is refused, and the run still waits',
    async run(world) {
      const thread = world.thread('t1');
      const watcher = world.watch(thread);
      const { runId, call } = await world.start(thread);
      call.send({ type: 'ask', question: 'Sure?' });
      await watcher.until('the run asks', isIn(runId, 'awaitingInput'));
      const circular: Record<string, unknown> = {};
      circular.self = circular;
      for (const value of [circular, 1n, () => 'yes', undefined]) {
        const sent = thread.send(runId, answer(value as never));
        await rejects(`an answer of type ${typeof value}`, sent, 'InvalidAnswerError');
      }
      equal('the receipt', await thread.send(runId, answer('yes')), accepted);
      equal('the answer', (await world.call(runId, 2)).request.answer, 'yes');
    },
  },
];
