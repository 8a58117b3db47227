/** Codes that mean something at one provider alone. They come before the codes that all share. */
import { at, both, coded, not, type Rule, rule, said } from './rule.ts';

const dashscope = /dashscope|qwen|alibaba|bailian/;
const zhipu = /zhipu|z\.?ai|glm|bigmodel/;
const minimax = /minimax/;

export const providerRules: readonly Rule[] = [
  // help.aliyun.com/model-studio/error-code: a quota that is allocated by the second, and the free one.
  rule(
    'dashscope.free',
    'quotaExceeded',
    at(dashscope, said(/free (?:allocated )?(?:quota|tier)/)),
  ),
  rule(
    'dashscope.throttle',
    'rateLimited',
    at(dashscope, both(coded('insufficient_quota'), not(said(/arrear|overdue|balance|billing/)))),
  ),
  rule('dashscope.allocated', 'rateLimited', at(dashscope, said(/allocated quota exceeded/))),

  // docs.bigmodel.cn/cn/api/api-code.
  rule(
    'zhipu.auth',
    'unauthorized',
    at(zhipu, coded('1000', '1001', '1002', '1003', '1004', '1220')),
  ),
  rule(
    'zhipu.account',
    'invalidRequest',
    at(zhipu, coded('1110', '1111', '1112', '1120', '1121', '1311')),
  ),
  rule(
    'zhipu.quota',
    'quotaExceeded',
    at(zhipu, coded('1113', '1304', '1308', '1309', '1310', '1313', '1314', '1315')),
  ),
  rule('zhipu.overflow', 'contextOverflow', at(zhipu, coded('1261'))),
  rule('zhipu.content', 'contentFiltered', at(zhipu, coded('1300', '1301'))),
  rule('zhipu.rate', 'rateLimited', at(zhipu, coded('1302', '1303'))),
  rule('zhipu.overloaded', 'overloaded', at(zhipu, coded('1305', '1312'))),
  rule('zhipu.server', 'serverError', at(zhipu, coded('500', '1230', '1234'))),
  rule(
    'zhipu.invalid',
    'invalidRequest',
    at(zhipu, coded('1210', '1211', '1212', '1213', '1214', '1215', '1221', '1222', '1231')),
  ),

  // platform.minimax.io/docs/api-reference/errorcode. An empty balance comes as a 500.
  rule('minimax.quota', 'quotaExceeded', at(minimax, coded('1008', '2056'))),
  rule('minimax.auth', 'unauthorized', at(minimax, coded('1004', '2049'))),
  rule('minimax.content', 'contentFiltered', at(minimax, coded('1026', '1027'))),
  rule('minimax.rate', 'rateLimited', at(minimax, coded('1002', '1039', '1041', '2045'))),
  rule('minimax.server', 'serverError', at(minimax, coded('1000', '1001', '1013', '1024', '1033'))),
  rule(
    'minimax.overflow',
    'contextOverflow',
    at(minimax, both(coded('2013'), said(/context window/))),
  ),
  rule('minimax.invalid', 'invalidRequest', at(minimax, coded('2013', '2042'))),
];
