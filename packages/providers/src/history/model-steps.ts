/** Divides the parts of a message into the steps of the model. */
import type { SentPart } from './origin.ts';

/**
 * The parts of each model step. A new step begins with what the model says after the results of tools that the app
 * performed. A call that follows a result at once is of the same step, because a tool may be done before the next call.
 */
export function modelSteps(parts: readonly SentPart[]): SentPart[][] {
  const isResult = ({ part }: SentPart) => part.type === 'toolResult' && !part.providerExecuted;
  const isCall = ({ part }: SentPart) => part.type === 'toolCall' && !part.providerExecuted;
  const all: SentPart[][] = [[]];
  for (const [index, sent] of parts.entries()) {
    const before = parts[index - 1];
    const follows = before !== undefined && isResult(before) && !isResult(sent);
    if (follows && (!isCall(sent) || !all.at(-1)?.some(isCall))) all.push([]);
    all.at(-1)?.push(sent);
  }
  return all;
}
