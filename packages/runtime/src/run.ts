/** A handle on a run. From outside it is an XState actor: `getSnapshot`, `subscribe`, `send`. */
import type { RunCommand, RunContext, RunOutput, RunState } from '@perdure/run';
import { finalStates } from '@perdure/run';
import type { Receipt } from './host/plans.ts';
import type { RunRecord } from './ports/store.ts';
import type { Live } from './view/live.ts';

export interface RunSnapshot {
  value: RunState;
  context: RunContext;
  status: 'active' | 'done';
  output: RunOutput | undefined;
}

export interface Run extends Live<RunSnapshot> {
  readonly id: string;
  readonly threadId: string;
  /**
   * Asks something of the run. Resolves once it is recorded, or refused: a command that comes too late
   * changes nothing. Left alone, the promise never brings the process down.
   *
   * @throws {StoreWriteError} if it could not be recorded; nothing has changed
   * @throws {ReservedEventError} for what is no command
   * @throws {TypeError} for an answer that is no JSON
   * @throws {RuntimeClosedError} after the end
   */
  send(command: RunCommand): Promise<Receipt>;
  /** Resolves with the end of the run, at once if it is over. */
  done(): Promise<RunOutput>;
}

export function toSnapshot({ stored }: RunRecord): RunSnapshot {
  const { state: value, context } = stored;
  const status = finalStates.find((final) => final === value);
  const { output, failure, retries } = context;
  return {
    value,
    context,
    status: status === undefined ? 'active' : 'done',
    output: status && { status, output, failure, retries },
  };
}
