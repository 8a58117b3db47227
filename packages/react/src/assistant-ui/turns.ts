/** Turns of a thread for assistant-ui: each run is a prompt and one answer, also after retries and model steps. */
import type { Message, RunView, ThreadView } from '@perdure/thread';
import { messagesOf } from '../lookup.ts';

export type Turn = Prompt | Answer;

export interface Prompt {
  role: 'user';
  id: string;
  runId: string;
  messages: readonly Message[];
}

/** The answer of a run. It exists from the start of the run, so that it stays one message through all retries. */
export interface Answer {
  role: 'assistant';
  /** Id of the run. */
  id: string;
  run: RunView;
  /** The messages of the answer, one per model step. */
  messages: readonly Message[];
}

/**
 * Makes a function from view to turns that keeps its last turns. An unchanged turn stays the same object, so that
 * assistant-ui does not convert it again.
 */
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
