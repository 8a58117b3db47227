/**
 * What simulated users do to a host: they start runs in several threads, answer questions, cancel, skip waits, take up
 * failed runs, go on with held queues, and start a run again if they saw no answer.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { isFinalState, type RunCommand } from '@perdure/run';
import type { Runtime } from '@perdure/runtime';
import { isDelta, isPruned, type ThreadEvent } from '@perdure/thread';
import type { Reporter } from '../report.ts';
import type { KillSwitch } from './kill-switch.ts';
import { promptOf, type ScenarioName, scenarioNames, scenarioOf, scenarios } from './scenarios.ts';

const threadIds = ['t1', 't2', 't3'];
const runsPerProcess = 6;

/** The command that a user sends after an event is shown, by the scenario of the run and the type of the event. */
const reactions: Partial<Record<ScenarioName, Partial<Record<ThreadEvent['type'], RunCommand>>>> = {
  question: { 'run.asked': { type: 'run.answer', answer: 'yes' } },
  silent: { 'attempt.started': { type: 'run.cancel' } },
  hopeless: { 'run.retrying': { type: 'run.cancel' } },
  hurried: { 'run.retrying': { type: 'run.retryNow' } },
  refused: { 'run.failed': { type: 'run.resume' } },
};

export interface LoadOptions {
  runtime: Runtime;
  report: Reporter;
  killSwitch: KillSwitch;
  /** Number of this process among all processes on the file, from 1. */
  processNumber: number;
}

/** Plays the users. Resolves once all runs of the file are over. */
export async function runLoad(options: LoadOptions): Promise<void> {
  const { runtime, report, killSwitch, processNumber } = options;
  const reacting = new Set<Promise<void>>();
  for (const id of threadIds)
    runtime.thread(id).events$.subscribe((item) => {
      if (isDelta(item)) return killSwitch.reach('inStream');
      // Nothing is pruned in these scenarios.
      if (isPruned(item)) throw new Error(`The events up to ${item.seq} are gone.`);
      report({ type: 'shown', to: 'reader', event: item });
      const reaction = react(item).finally(() => reacting.delete(reaction));
      reacting.add(reaction);
    });

  // The runs of the process before are started again with the same ids, because its users may have seen no answer.
  await Promise.all([...runsOf(processNumber - 1), ...runsOf(processNumber)].map(start));
  await allOver();

  async function start(runId: string, index: number): Promise<void> {
    const threadId = threadIds[index % threadIds.length] as string;
    const { policy } = scenarios[scenarioOf(runId)] as { policy?: object };
    await pause(index);
    await runtime
      .thread(threadId)
      .start({ prompt: promptOf(runId), runId, ...(policy && { policy }) });
    report({ type: 'started', threadId, runId });
  }

  /**
   * Sends the command that follows from an event. Each process reads the log from its start, so that it also sends the
   * commands that an earlier process did not.
   */
  async function react({ type, runId, threadId }: ThreadEvent): Promise<void> {
    const command = reactions[scenarioOf(runId)]?.[type];
    if (command !== undefined) await send(runId, command);
    else if (type === 'run.failed') await goOn(threadId);
  }

  async function send(runId: string, command: RunCommand): Promise<void> {
    await pause(3);
    const run = await runtime.run(runId);
    if (run === undefined) return;
    if (command.type !== 'run.resume' && run.getSnapshot().status === 'done') return;
    report({ type: 'commanding', runId, command: command.type });
    const { accepted } = await run.send(command);
    if (accepted) report({ type: 'accepted', runId, command: command.type });
  }

  /** Starts the first run of a held queue. */
  async function goOn(threadId: string): Promise<void> {
    const { runs, held } = runtime.thread(threadId).getSnapshot();
    const next = runs.find(({ state }) => state === 'queued');
    if (held !== null && next !== undefined) await send(next.id, { type: 'run.start' });
  }

  async function allOver(): Promise<void> {
    for (;;) {
      const runs = threadIds.flatMap((id) => runtime.thread(id).getSnapshot().runs);
      const open = runs.filter(({ state }) => !isFinalState(state));
      if (open.length === 0 && reacting.size === 0) return;
      await Promise.all([
        ...reacting,
        ...open.map(async ({ id }) => (await runtime.run(id))?.done()),
      ]);
    }
  }
}

/**
 * The run ids of a process. Each scenario occurs in every second process, each time beside other scenarios and in
 * another thread.
 */
function runsOf(processNumber: number): string[] {
  if (processNumber < 1) return [];
  return Array.from({ length: runsPerProcess }, (_, index) => {
    const number = (processNumber - 1) * runsPerProcess + index;
    const round = Math.floor(number / scenarioNames.length);
    return `r${processNumber}-${index}-${scenarioNames[(number * 5 + round) % scenarioNames.length]}`;
  });
}
