/** What users do to a host: start runs in several threads, answer, cancel, hurry, and ask twice when unsure. */
import { setTimeout as pause } from 'node:timers/promises';
import type { RunCommand } from '@perdure/run';
import { isDelta, isSettled, type Runtime, type ThreadEvent } from '@perdure/runtime';
import type { Reporter } from '../report.ts';
import type { KillSwitch } from './kill-switch.ts';
import { type SceneName, sceneNames, sceneOf, scenes } from './scenes.ts';

const threadIds = ['t1', 't2', 't3'];
const runsPerLife = 6;

/** What a user does once an event is shown, by the scene of its run. */
const duties: Partial<Record<SceneName, Partial<Record<ThreadEvent['type'], RunCommand>>>> = {
  question: { 'run.asked': { type: 'run.answer', answer: 'yes' } },
  silent: { 'attempt.started': { type: 'run.cancel' } },
  hopeless: { 'run.retrying': { type: 'run.cancel' } },
  hurried: { 'run.retrying': { type: 'run.retryNow' } },
};

export interface LoadOptions {
  runtime: Runtime;
  report: Reporter;
  killSwitch: KillSwitch;
  /** Number of the process on this file, from 1. */
  life: number;
}

/** Resolves once all runs of the file are settled. */
export async function load({ runtime, report, killSwitch, life }: LoadOptions): Promise<void> {
  for (const id of threadIds)
    runtime.thread(id).events$.subscribe((item) => {
      if (isDelta(item)) return killSwitch.reach('inStream');
      report({ type: 'shown', to: 'reader', event: item });
      void doDuty(item);
    });

  // A user who saw no answer to the last life's start asks again, with the same ids.
  await Promise.all([...runsOf(life - 1), ...runsOf(life)].map(start));
  await allSettled();

  async function start(runId: string, index: number): Promise<void> {
    const threadId = threadIds[index % threadIds.length] as string;
    const { policy } = scenes[sceneOf(runId)] as { policy?: object };
    await pause(index);
    await runtime
      .thread(threadId)
      .start({ prompt: `Play ${runId}`, runId, ...(policy && { policy }) });
    report({ type: 'started', threadId, runId });
  }

  /** The log is read from its start in every life: what was not done in the last is done in this. */
  async function doDuty({ type, runId }: ThreadEvent): Promise<void> {
    const command = duties[sceneOf(runId)]?.[type];
    if (command === undefined) return;
    await pause(3);
    const run = runtime.run(runId);
    if (run === undefined || run.getSnapshot().status === 'done') return;
    report({ type: 'commanding', runId, command: command.type });
    const { accepted } = await run.send(command);
    if (accepted) report({ type: 'accepted', runId, command: command.type });
  }

  async function allSettled(): Promise<void> {
    for (;;) {
      const runs = threadIds.flatMap((id) => runtime.thread(id).getSnapshot().runs);
      const open = runs.filter((run) => !isSettled(run));
      if (open.length === 0) return;
      await Promise.all(open.map(({ id }) => runtime.run(id)?.done()));
    }
  }
}

/** The scenes take turns: each comes in every second life, beside others and in another thread. */
function runsOf(life: number): string[] {
  if (life < 1) return [];
  return Array.from({ length: runsPerLife }, (_, index) => {
    const turn = (life - 1) * runsPerLife + index;
    const round = Math.floor(turn / sceneNames.length);
    return `r${life}-${index}-${sceneNames[(turn * 5 + round) % sceneNames.length]}`;
  });
}
