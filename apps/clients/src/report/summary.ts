/** The numbers of a matrix, in a few sentences. */
import type { AdapterCell, ClientCell } from '../cells/cells.ts';
import { isFalselyComplete, isHidden, judgeAdapter, judgeClient } from '../judge.ts';

export const summaryOf = (
  clients: readonly ClientCell[],
  adapters: readonly AdapterCell[],
): string =>
  [
    ...(clients.length > 0 ? [ofClients(clients)] : []),
    ...(adapters.length > 0 ? [ofAdapters(adapters)] : []),
  ].join(' ');

function ofClients(cells: readonly ClientCell[]): string {
  const verdicts = cells.map(judgeClient);
  const judged = verdicts.filter((verdict) => verdict !== 'unjudged').length;
  const right = verdicts.filter((verdict) => verdict === 'right').length;
  const hidden = cells.filter(isHidden).length;
  return `Cells of clients: ${cells.length}. With an error or a whole answer: ${judged}, of which ${right} are judged as an expert would. Hidden by the client: ${hidden}.`;
}

function ofAdapters(cells: readonly AdapterCell[]): string {
  const right = cells.filter((cell) => judgeAdapter(cell) === 'right').length;
  const falsely = cells.filter(isFalselyComplete).length;
  return `Runs through our adapters: ${cells.length}, of which ${right} end as an expert would expect. Completed with an answer that is not whole: ${falsely}.`;
}
