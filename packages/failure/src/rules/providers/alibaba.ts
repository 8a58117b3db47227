/** Rules for Alibaba (DashScope, Model Studio, Bailian). Source: help.aliyun.com/en/model-studio/error-code. */
import { at, both, coded, not, type Rule, rule, said } from '../rule.ts';

const alibaba = /dashscope|qwen|alibaba|aliyun|bailian|modelscope/;

/**
 * Rules for DashScope, which uses the word quota for two limits: the allocation per second, which is transient, and the
 * free tier, which is permanent.
 */
export const alibabaRules: readonly Rule[] = [
  rule('dashscope.free', 'quotaExceeded', at(alibaba, said(/free (?:allocated )?(?:quota|tier)/))),
  rule(
    'dashscope.throttle',
    'rateLimited',
    at(alibaba, both(coded('insufficient_quota'), not(said(/arrear|overdue|balance/)))),
  ),
  rule('dashscope.allocated', 'rateLimited', at(alibaba, said(/allocated quota exceeded/))),
];
