/** Codes of iFlytek Spark. The codes stand in `header.code`. Source: www.xfyun.cn/doc/spark/接口说明.html. */
import { iflytek } from './names.ts';
import { table } from './table.ts';

export const iflytekCodes = table(iflytek, 'www.xfyun.cn/doc/spark', [
  ['contentFiltered', [10013, 10014, 10019, 10021]],
  ['unauthorized', [10015, 10016, 10313, 11200]],
  // Code 11201 is the limit per day, 11202 the limit per second, 11203 the limit of concurrent requests.
  ['quotaExceeded', [11201]],
  ['rateLimited', [10006, 10007, 11202, 11203]],
  ['overloaded', [10008, 10110]],
  ['serverError', [10000, 10001, 10002, 10009, 10010, 10011, 10012, 10222]],
  ['contextOverflow', [10907]],
  ['invalidRequest', [10003, 10004, 10005, 10163]],
]);
