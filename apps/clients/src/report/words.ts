/** What a cell says, in few words. */
import { type Failure, transientKinds } from '@perdure/failure';
import type { AdapterCell, ClientCell } from '../cells/cells.ts';
import { isFalselyComplete, isHidden, judgeAdapter, judgeClient } from '../judge.ts';

/** For a cell that is not measured: the wire has no such form, or the client has no such timeout. */
export const notMeasured = '–';

export function clientWords(cell: ClientCell): string {
  const { how, failure, end } = cell.seen;
  if (failure !== undefined) {
    const words = `${how === 'tells' ? 'part ' : ''}${failureWords(failure)}`;
    return judgeClient(cell) === 'wrong' ? `**wrong: ${words}**` : words;
  }
  if (how === 'aborts') return 'part abort';
  if (how === 'waits') return '**waits**';
  const word = end === undefined ? '' : `, ${end}`;
  return `${isHidden(cell) ? '**hidden**' : 'ends'}${word}`;
}

export function adapterWords(cell: AdapterCell): string {
  const { status, failure } = cell.seen;
  const words = failure === undefined ? status : failureWords(failure);
  if (isFalselyComplete(cell)) return `**${words}!**`;
  return judgeAdapter(cell) === 'wrong' ? `**wrong: ${words}**` : words;
}

function failureWords({ kind, retryable, retryAfterMs }: Failure): string {
  const isUsual = (transientKinds as readonly string[]).includes(kind) === retryable;
  return [
    kind,
    ...(isUsual ? [] : [retryable ? 'retry' : 'no retry']),
    ...(retryAfterMs === undefined ? [] : [`${retryAfterMs / 1_000} s`]),
  ].join(', ');
}
