/**
 * Knowledge about Alibaba (DashScope, Model Studio, Bailian), which uses the word quota for two limits: the allocation
 * per second, which passes, and the free tier, which does not.
 */
import { condition, says } from '../../rows/condition.ts';
import { code, phrase } from '../../rows/row.ts';
import { section } from '../../rows/section.ts';
import { alibaba } from './names.ts';

const source = 'help.aliyun.com/en/model-studio/error-code';

const inArrears = condition('in arrears', says(/arrear|overdue|balance/));

export const alibabaFreeTier = section('alibaba', 'quotaExceeded', [phrase(/free (?:allocated )?(?:quota|tier)/, 'alibaba', source, 'Free allocated quota exceeded.')], { only: [alibaba], given: { provider: 'alibaba' } });

export const alibabaThrottle = section('alibaba', 'rateLimited', [code('insufficient_quota', 'alibaba', source, undefined, { unless: inArrears }), phrase(/allocated quota exceeded/, 'alibaba', source, 'Allocated quota exceeded, please increase your quota limit.')], { only: [alibaba], given: { provider: 'alibaba' } });
