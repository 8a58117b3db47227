/**
 * Codes of Baidu Qianfan. Source: cloud.baidu.com/doc/WENXINWORKSHOP/s/tlmyncueh. Codes of one to three digits come
 * from Baidu's gateway.
 */
import { table } from './table.ts';

export const baiduRules = table('baidu', /baidu|qianfan|ernie|wenxin/, [
  ['auth', 'unauthorized', [6, 13, 14, 100, 110, 111, 336004]],
  // Code 17 is the quota of a day. Code 19 is the total quota.
  ['quota', 'quotaExceeded', [17, 19]],
  // Code 336501 is the limit of requests per minute. Code 336502 is the limit of tokens per minute.
  ['rate', 'rateLimited', [4, 18, 336501, 336502]],
  ['overloaded', 'overloaded', [2, 336100]],
  ['server', 'serverError', [1, 15, 336000]],
  ['overflow', 'contextOverflow', [336103]],
  ['invalid', 'invalidRequest', [3, 336001, 336002, 336005]],
]);
