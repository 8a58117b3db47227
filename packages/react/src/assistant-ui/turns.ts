/** A thread as assistant-ui shows one: each run is a prompt and one answer, whatever it took. */
import type { Message, RunView, ThreadView } from '@perdure/runtime/view';
import { messagesOf } from '../lookup.ts';

export type Turn = Prompt | Answer;

export interface Prompt {
  role: 'user';
  id: string;
  runId: string;
  messages: readonly Message[];
}

/** There from the run's first moment, so that it stays one message through all retries. */
export interface Answer {
  role: 'assistant';
  /** The run's. */
  id: string;
  run: RunView;
  /** The steps of the model. */
  messages: readonly Message[];
}

/** Remembers the last turns: one that has not changed stays the same object, and is not converted again. */
export function createTurns(): (view: ThreadView) => readonly Turn[] {
  let known = new Map<string, Turn>();
  const same = (turn: Turn): Turn => {
    const before = known.get(turn.id);
    return before !== undefined && isSame(before, turn) ? before : turn;
  };
  return (view) => {
    const turns = turnsOf(view).map(same);
    known = new Map(turns.map((turn) => [turn.id, turn]));
    return turns;
  };
}

function turnsOf(view: ThreadView): Turn[] {
  return view.runs.flatMap((run) => {
    const messages = messagesOf(view, run.id);
    const user = messages.filter(({ role }) => role === 'user');
    const assistant = messages.filter(({ role }) => role === 'assistant');
    const turns: Turn[] = [];
    const [prompt] = user;
    if (prompt !== undefined)
      turns.push({ role: 'user', id: prompt.id, runId: run.id, messages: user });
    if (run.state !== 'queued')
      turns.push({ role: 'assistant', id: run.id, run, messages: assistant });
    return turns;
  });
}

const isSame = (a: Turn, b: Turn): boolean =>
  ('run' in a && a.run) === ('run' in b && b.run) &&
  a.messages.length === b.messages.length &&
  a.messages.every((message, index) => message === b.messages[index]);
