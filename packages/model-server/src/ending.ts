/** The end of an answer: the words after its last piece. */
import type { Answer } from './answer.ts';
import type { AnswerFault } from './fault.ts';

export interface Ending {
  /** The `finish_reason`; null for none. */
  finishReason: string | null;
  /** False to leave out the usage, also if the client asked for it. */
  usage: boolean;
  /** False to end a stream without `[DONE]`. */
  done: boolean;
}

/** The usual end of an answer, or the one that the fault `finish` plans. */
export function endingOf({ kind }: Answer, fault: AnswerFault): Ending {
  if (fault.kind === 'finish') {
    const { reason: finishReason, usage = true, done = true } = fault;
    return { finishReason, usage, done };
  }
  return { finishReason: kind === 'text' ? 'stop' : 'tool_calls', usage: true, done: true };
}
