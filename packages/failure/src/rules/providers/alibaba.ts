/** DashScope, Model Studio, Bailian: help.aliyun.com/en/model-studio/error-code. */
import { at, both, coded, not, type Rule, rule, said } from '../rule.ts';

const alibaba = /dashscope|qwen|alibaba|aliyun|bailian|modelscope/;

/** DashScope calls two limits a quota: the allocation per second, which passes, and the free tier. */
export const alibabaRules: readonly Rule[] = [
  rule('dashscope.free', 'quotaExceeded', at(alibaba, said(/free (?:allocated )?(?:quota|tier)/))),
  rule(
    'dashscope.throttle',
    'rateLimited',
    at(alibaba, both(coded('insufficient_quota'), not(said(/arrear|overdue|balance/)))),
  ),
  rule('dashscope.allocated', 'rateLimited', at(alibaba, said(/allocated quota exceeded/))),
];
