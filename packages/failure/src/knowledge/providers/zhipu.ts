/** Codes of Zhipu (Z.ai, BigModel). Source: docs.bigmodel.cn/cn/faq/api-code. */
import { zhipu } from './names.ts';
import { table } from './table.ts';

export const zhipuCodes = table(zhipu, 'docs.bigmodel.cn/cn/faq/api-code', [
  ['unauthorized', [1000, 1001, 1002, 1003, 1004, 1005, 1220]],
  ['invalidRequest', [1110, 1111, 1112, 1121]], // The account is inactive, missing or locked.
  ['quotaExceeded', [1113, 1304, 1308, 1309, 1310, 1313, 1314, 1315, 1316]],
  ['contextOverflow', [1261]],
  ['contentFiltered', [1300, 1301]],
  ['rateLimited', [1302, 1303]],
  ['overloaded', [1305, 1312]],
  ['serverError', [500, 1120, 1200, 1230, 1234]],
  ['invalidRequest', [1210, 1211, 1212, 1213, 1214, 1215, 1221, 1222, 1231, 1311]],
]);
