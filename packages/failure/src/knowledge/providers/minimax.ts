/** Codes of MiniMax, which answers with HTTP 500 if the balance is empty. */
import { minimax } from './names.ts';
import { table } from './table.ts';

const source = 'platform.minimax.io/docs/api-reference/errorcode';

export const minimaxCodes = table(minimax, source, [
  ['quotaExceeded', [1008, 2056, 2061]],
  ['unauthorized', [1004, 2049]],
  ['contentFiltered', [1026, 1027]],
  ['rateLimited', [1002, 1039, 1041, 2045]],
  ['serverError', [1000, 1001, 1013, 1024, 1033]],
  ['invalidRequest', [1042, 1043, 1044, 2013, 2037, 2039, 2042, 2048]],
]);
