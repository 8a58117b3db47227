/** The numbers of a matrix, in two sentences. */
import type { AdapterCell, ClientCell } from '../cells/cells.ts';
import { isFalselyComplete, isHidden, judgeAdapter, judgeClient } from '../judge.ts';

export function summaryOf(
  clients: readonly ClientCell[],
  adapters: readonly AdapterCell[],
): string {
  const judged = clients.map(judgeClient).filter((verdict) => verdict !== 'unjudged');
  const right = judged.filter((verdict) => verdict === 'right').length;
  const hidden = clients.filter(isHidden).length;
  const rightRuns = adapters.filter((cell) => judgeAdapter(cell) === 'right').length;
  const falsely = adapters.filter(isFalselyComplete).length;
  return (
    `Of ${clients.length} cells of clients, ${judged.length} show an error or a whole answer, and ${right} of these are judged as an expert would; in ${hidden}, the client hides the fault. ` +
    `Of ${adapters.length} runs through our adapters, ${rightRuns} end as an expert would expect, and ${falsely} complete with an answer that is not whole.`
  );
}
