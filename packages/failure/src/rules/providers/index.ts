/** Rules for codes of a single provider. They come before the rules for codes that all providers share. */
import type { Rule } from '../rule.ts';
import { alibabaRules } from './alibaba.ts';
import { baiduRules } from './baidu.ts';
import { cloudflareRules } from './cloudflare.ts';
import { fireworksRules } from './fireworks.ts';
import { googleRules } from './google.ts';
import { groqRules } from './groq.ts';
import { iflytekRules } from './iflytek.ts';
import { minimaxRules } from './minimax.ts';
import { siliconflowRules } from './siliconflow.ts';
import { zhipuRules } from './zhipu.ts';

export const providerRules: readonly Rule[] = [
  ...alibabaRules,
  ...zhipuRules,
  ...minimaxRules,
  ...baiduRules,
  ...iflytekRules,
  ...siliconflowRules,
  ...cloudflareRules,
  ...fireworksRules,
  ...googleRules,
  ...groqRules,
];
