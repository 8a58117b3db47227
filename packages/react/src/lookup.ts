/**
 * Finds runs and messages of a view. Each list is indexed once, because many components search the list at each change.
 */
import type { Message, RunView, ThreadView } from '@perdure/thread';

function once<List extends object, Index>(build: (list: List) => Index): (list: List) => Index {
  const known = new WeakMap<List, Index>();
  return (list) => {
    const index = known.get(list) ?? build(list);
    known.set(list, index);
    return index;
  };
}

const messagesById = once((list: readonly Message[]) => new Map(list.map((one) => [one.id, one])));
const messagesByRun = once((list: readonly Message[]) => Map.groupBy(list, ({ runId }) => runId));
const runsById = once((list: readonly RunView[]) => new Map(list.map((one) => [one.id, one])));

const none: readonly Message[] = [];

export const findMessage = ({ messages }: ThreadView, id: string): Message | undefined =>
  messagesById(messages).get(id);

export const messagesOf = ({ messages }: ThreadView, runId: string): readonly Message[] =>
  messagesByRun(messages).get(runId) ?? none;

export const findRun = ({ runs }: ThreadView, id: string): RunView | undefined =>
  runsById(runs).get(id);
