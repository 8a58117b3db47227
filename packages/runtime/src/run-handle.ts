/** Makes the handle that an app holds of a run, shaped as an XState actor. */
import { isFinalState, outputOf, type RunCommand } from '@perdure/run';
import {
  guardedObserver,
  keptForLater,
  type Receipt,
  type Report,
  RuntimeClosedError,
  UnknownRunError,
} from '@perdure/thread';
import type { RunCell } from './host/run-cells.ts';
import type { Subscribers } from './host/subscribers.ts';
import type { Run, RunSnapshot } from './local-thread.ts';
import type { RunRecord } from './ports/store.ts';

export interface RunHandleOptions {
  subscribers: Pick<Subscribers, 'run'>;
  report: Report;
  send: (command: RunCommand) => Promise<Receipt>;
}

/** Makes a handle on a recorded run. It stays readable after the end of the runtime. */
export function runHandle(cell: RunCell, options: RunHandleOptions): Run {
  const { subscribers, report, send } = options;
  const { id, threadId } = cell.record;
  let last: RunRecord | undefined;
  let shown: RunSnapshot | undefined;

  /** The snapshot of a record: the same object until the run changes, because `useSelector` compares snapshots. */
  function snapshotOf(record: RunRecord): RunSnapshot {
    if (shown === undefined || record !== last) shown = toSnapshot(record);
    last = record;
    return shown;
  }

  const subscribe: Run['subscribe'] = (observer) => {
    const { next, error, complete } = guardedObserver(observer, report);
    if (isFinalState(cell.record.stored.state)) {
      complete();
      return { unsubscribe() {} };
    }
    if (cell.isForgotten) {
      error(new UnknownRunError(id));
      return { unsubscribe() {} };
    }
    // An observer that another one has unsubscribed is not called any more.
    let isSubscribed = true;
    const remove = subscribers.run(id, {
      next: (record) => isSubscribed && next(snapshotOf(record)),
      error: (reason) => isSubscribed && error(reason),
      complete: () => isSubscribed && complete(),
    });
    return {
      unsubscribe() {
        isSubscribed = false;
        remove();
      },
    };
  };

  return {
    id,
    runId: id,
    threadId,
    getSnapshot: () => snapshotOf(cell.record),
    subscribe,
    send,
    done: () => keptForLater(outputAtEnd()),
  };

  async function outputAtEnd() {
    await new Promise<void>((resolve, error) => subscribe({ complete: resolve, error }));
    const { output } = toSnapshot(cell.record);
    if (output === undefined) throw new RuntimeClosedError();
    return output;
  }
}

/**
 * The snapshot of a run. Its context is a copy, which a reader may change: the readers of this handle see that until the
 * run changes, and the record and the readers of other handles never.
 */
function toSnapshot({ stored }: RunRecord): RunSnapshot {
  const { state: value } = stored;
  const context = structuredClone(stored.context);
  return Object.freeze<RunSnapshot>(
    isFinalState(value)
      ? { value, context, status: 'done', output: outputOf(value, context) }
      : { value, context, status: 'active', output: undefined },
  );
}
