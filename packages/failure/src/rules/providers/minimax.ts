/**
 * Rules for MiniMax. Source: platform.minimax.io/docs/api-reference/errorcode. MiniMax answers with HTTP 500 if the
 * balance is empty.
 */
import { at, both, coded, type Rule, rule, said } from '../rule.ts';
import { table } from './table.ts';

const minimax = /minimax/;

export const minimaxRules: readonly Rule[] = [
  rule(
    'minimax.overflow',
    'contextOverflow',
    at(minimax, both(coded('2013'), said(/context window|too long|tokens? (?:limit|exceed)/))),
  ),
  ...table('minimax', minimax, [
    ['quota', 'quotaExceeded', [1008, 2056, 2061]],
    ['auth', 'unauthorized', [1004, 2049]],
    ['content', 'contentFiltered', [1026, 1027]],
    ['rate', 'rateLimited', [1002, 1039, 1041, 2045]],
    ['server', 'serverError', [1000, 1001, 1013, 1024, 1033]],
    ['invalid', 'invalidRequest', [1042, 1043, 1044, 2013, 2037, 2039, 2042, 2048]],
  ]),
];
