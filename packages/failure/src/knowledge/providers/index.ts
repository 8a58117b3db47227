/** Knowledge about single providers. It comes before the codes that all providers share. */
import type { Section } from '../../rows/section.ts';
import { alibabaFreeTier, alibabaThrottle } from './alibaba.ts';
import { baiduCodes } from './baidu.ts';
import { cloudflareCodes } from './cloudflare.ts';
import { fireworksAccount } from './fireworks.ts';
import { googleMinute, googleUsedUp } from './google.ts';
import { groqCapacity } from './groq.ts';
import { iflytekCodes } from './iflytek.ts';
import { minimaxCodes } from './minimax.ts';
import { siliconflowCodes } from './siliconflow.ts';
import { gatewayConnection } from './vercel.ts';
import { zhipuCodes } from './zhipu.ts';

export const providers: readonly Section[] = [alibabaFreeTier, alibabaThrottle, ...zhipuCodes, ...minimaxCodes, ...baiduCodes, ...iflytekCodes, ...siliconflowCodes, ...cloudflareCodes, fireworksAccount, googleUsedUp, googleMinute, groqCapacity, gatewayConnection];
