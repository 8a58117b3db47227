/**
 * Records the attempts that end with their process: at a start those that the process before has lost, and at a close
 * those that end in good order. Waits need no record, because they are rows; nor do queued runs, because they start in
 * the transaction that ends the run before them.
 */
import { isStoreWriteError } from '@perdure/thread';
import type { Attempts } from '../attempt/attempts.ts';
import type { Batch } from '../batch/batch.ts';
import type { LastPlan, Mailbox } from '../batch/mailbox.ts';
import { planAttemptEnd } from '../batch/plans.ts';
import { type Answer, andThen, isPromise } from '../ports/answer.ts';
import type { RunningRun, RunRecord, Store } from '../ports/store.ts';
import { withoutDamage } from './without-damage.ts';

type Reads = Pick<Store, 'findRunningRuns' | 'findAttemptNotes'>;

export interface RecoverOptions {
  store: Reads;
  mailbox: Mailbox;
  /** A number in [0, 1), for the wait before the retry. */
  random: () => number;
  /** Called with the error of a run that this version can't recover. That run stays as it is, and the others go on. */
  onError: (error: unknown) => void;
}

/**
 * Records lost attempts.
 *
 * @throws {StoreWriteError} if the store can't write; or what the store throws if it can't read
 */
export async function recover(options: RecoverOptions): Promise<void> {
  const running = await options.store.findRunningRuns();
  const recorded = running.map((run) => recordLost(run, options));
  for (const result of await Promise.allSettled(recorded)) {
    if (result.status === 'fulfilled') continue;
    if (isStoreWriteError(result.reason)) throw result.reason;
    options.onError(result.reason);
  }
}

/** Records that an attempt is lost, with what is recorded of its message. */
export async function recordLost(
  { id, attemptFence: fence }: RunningRun,
  { store, mailbox, random, onError }: RecoverOptions,
): Promise<void> {
  if (fence === null) return;
  const notes = await withoutDamage(() => store.findAttemptNotes(id), onError);
  const usage = notes?.fence === fence ? notes.usage : null;
  const lost = { type: 'attempt.lost', jitter: random(), ...(usage && { usage }) } as const;
  await mailbox.post(`attempt.lost ${id}/${fence}`, { runId: id }, (batch) => {
    const run = batch.findRun(id);
    // Read within the plan, because the process that has lost the attempt may still be writing.
    const message = run && batch.streamingMessage(run);
    planAttemptEnd(batch, id, fence, lost, { message, notes: undefined });
  });
}

export interface HandOverOptions {
  store: Pick<Store, 'findRunningRuns' | 'sharing'>;
  attempts: Pick<Attempts, 'live'>;
  random: () => number;
}

/**
 * The plans that end all attempts in good order, those too that have not begun. The next start then finds waits. If they
 * can't be written, it finds the attempts lost.
 */
export function handOver({ store, attempts, random }: HandOverOptions): Answer<LastPlan[]> {
  const planOf = ({ id, attemptFence: fence }: RunningRun): LastPlan => ({
    name: `attempt.lost ${id}/${fence} in good order`,
    subject: { runId: id },
    plan(batch) {
      const run = batch.findRun(id);
      if (fence === null || run === undefined || leavesToNextStart(batch, run)) return;
      const live = attempts.live(id, forever);
      const written = live?.fence === fence ? live : undefined;
      const usage = written?.notes?.usage ?? null;
      const end = {
        type: 'attempt.lost',
        orderly: true,
        jitter: random(),
        ...(usage && { usage }),
      } as const;
      planAttemptEnd(batch, id, fence, end, { message: written?.message, notes: written?.notes });
    },
  });
  return andThen(runningRuns(store), (runs) => runs.map(planOf));
}

/** Attempts that were handed over handle no chunk any more. */
const forever = new Promise<never>(() => {});

/**
 * True for a run whose end would start the next one of its thread. The next start records that end, because an attempt
 * that starts now would be lost before it began.
 */
const leavesToNextStart = (batch: Batch, { threadId, stored }: RunRecord): boolean =>
  stored.context.policy.onLost === 'interrupt' &&
  batch.conversations.findQueued(threadId) !== undefined;

/**
 * The running runs of this process; none if they can't be read, because the next start, or another node, reads them again
 * and tells the error.
 */
function runningRuns(store: HandOverOptions['store']): Answer<readonly RunningRun[]> {
  const { sharing } = store;
  try {
    const runs = sharing ? sharing.beat().then(({ own }) => own) : store.findRunningRuns();
    return isPromise(runs) ? runs.catch(() => []) : runs;
  } catch {
    return [];
  }
}
