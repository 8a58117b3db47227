/** Baidu Qianfan: cloud.baidu.com/doc/WENXINWORKSHOP/s/tlmyncueh. The small numbers are the gateway's. */
import { table } from './table.ts';

export const baiduRules = table('baidu', /baidu|qianfan|ernie|wenxin/, [
  ['auth', 'unauthorized', [6, 13, 14, 100, 110, 111, 336004]],
  // 17: the quota of a day. 19: the total quota.
  ['quota', 'quotaExceeded', [17, 19]],
  // 336501: requests per minute. 336502: tokens per minute.
  ['rate', 'rateLimited', [4, 18, 336501, 336502]],
  ['overloaded', 'overloaded', [2, 336100]],
  ['server', 'serverError', [1, 15, 336000]],
  ['overflow', 'contextOverflow', [336103]],
  ['invalid', 'invalidRequest', [3, 336001, 336002, 336005]],
]);
