/** Makes the handle that an app holds of a run, shaped as an XState actor. */
import { isFinalState, outputOf, type RunCommand } from '@perdure/run';
import {
  guardedObserver,
  keptForLater,
  type Receipt,
  type Report,
  RuntimeClosedError,
} from '@perdure/thread';
import type { Subscribers } from './host/subscribers.ts';
import type { Run, RunSnapshot } from './local-thread.ts';
import type { RunRecord, Store } from './ports/store.ts';

export interface RunHandleOptions {
  store: Pick<Store, 'findRun'>;
  subscribers: Pick<Subscribers, 'run' | 'isClosed'>;
  report: Report;
  send: (command: RunCommand) => Promise<Receipt>;
}

/** Makes a handle on a recorded run. It stays readable after the end of the runtime. */
export function runHandle(found: RunRecord, options: RunHandleOptions): Run {
  const { store, subscribers, report, send } = options;
  const { id, threadId } = found;
  let last = found;
  let shown: RunSnapshot | undefined;

  /** The snapshot of a record: the same object until the run changes, because `useSelector` compares snapshots. */
  function snapshotOf(record: RunRecord): RunSnapshot {
    if (shown === undefined || record !== last) shown = toSnapshot(record);
    last = record;
    return shown;
  }

  /** After the end of the runtime, the last known record, because a store that is closed may not be readable. */
  function read(): RunRecord {
    try {
      return store.findRun(id) ?? last;
    } catch (error) {
      if (subscribers.isClosed) return last;
      throw error;
    }
  }

  const subscribe: Run['subscribe'] = (observer) => {
    const { next, error, complete } = guardedObserver(observer, report);
    if (isFinalState(read().stored.state)) {
      complete();
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
    getSnapshot: () => snapshotOf(read()),
    subscribe,
    send,
    done: () => keptForLater(outputAtEnd()),
  };

  async function outputAtEnd() {
    await new Promise<void>((resolve, error) => subscribe({ complete: resolve, error }));
    const { output } = toSnapshot(read());
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
