/**
 * Codes of Baidu Qianfan. Source: cloud.baidu.com/doc/WENXINWORKSHOP/s/tlmyncueh. Codes of one to three digits come
 * from Baidu's gateway.
 */
import { baidu } from './names.ts';
import { table } from './table.ts';

export const baiduCodes = table(baidu, 'cloud.baidu.com/doc/WENXINWORKSHOP/s/tlmyncueh', [
  ['unauthorized', [6, 13, 14, 100, 110, 111, 336004]],
  // Code 17 is the quota of a day. Code 19 is the total quota.
  ['quotaExceeded', [17, 19]],
  // Code 336501 is the limit of requests per minute. Code 336502 is the limit of tokens per minute.
  ['rateLimited', [4, 18, 336501, 336502]],
  ['overloaded', [2, 336100]],
  ['serverError', [1, 15, 336000]],
  ['contextOverflow', [336103]],
  ['invalidRequest', [3, 336001, 336002, 336005]],
]);
