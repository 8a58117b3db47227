/** Codes of Zhipu (Z.ai, BigModel). Source: docs.bigmodel.cn/cn/faq/api-code. */
import { table } from './table.ts';

export const zhipuRules = table('zhipu', /zhipu|z\.?ai|glm|bigmodel/, [
  ['auth', 'unauthorized', [1000, 1001, 1002, 1003, 1004, 1005, 1220]],
  ['account', 'invalidRequest', [1110, 1111, 1112, 1121, 1311]],
  ['quota', 'quotaExceeded', [1113, 1304, 1308, 1309, 1310, 1313, 1314, 1315, 1316]],
  ['overflow', 'contextOverflow', [1261]],
  ['content', 'contentFiltered', [1300, 1301]],
  ['rate', 'rateLimited', [1302, 1303]],
  ['overloaded', 'overloaded', [1305, 1312]],
  ['server', 'serverError', [500, 1120, 1200, 1230, 1234]],
  ['invalid', 'invalidRequest', [1210, 1211, 1212, 1213, 1214, 1215, 1221, 1222, 1231]],
]);
