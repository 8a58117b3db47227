/** How the calls of a chat's assistant messages and its tool messages pair. */
import { shown } from '../json.ts';
import type { Finding } from '../rule.ts';
import type { Message } from './conversation.ts';

export interface ToolPairs {
  /** Calls that no tool message answers before the next other message. */
  readonly unanswered: readonly Finding[];
  /** Tool messages whose id is that of no open call. */
  readonly unexpected: readonly Finding[];
  /** Tool messages whose id an earlier one has answered. */
  readonly duplicate: readonly Finding[];
}

export function toolPairsOf(messages: readonly Message[]): ToolPairs {
  const unanswered: Finding[] = [];
  const unexpected: Finding[] = [];
  const duplicate: Finding[] = [];
  let open = new Map<unknown, string>();
  let answered = new Set<unknown>();
  const close = () => {
    for (const [id, path] of open)
      unanswered.push({ path, message: `No message answers ${shown(id)}.` });
  };
  for (const { path, role, json, calls } of messages) {
    const id = json.tool_call_id;
    if (role !== 'tool') {
      close();
      open = new Map(calls.map((call) => [call.id, call.path]));
      answered = new Set();
    } else if (open.delete(id)) answered.add(id);
    else if (answered.has(id)) duplicate.push({ path, message: `${shown(id)} is answered twice.` });
    else unexpected.push({ path, message: `No open call has the id ${shown(id)}.` });
  }
  close();
  return { unanswered, unexpected, duplicate };
}
