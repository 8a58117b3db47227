/**
 * Codes of SiliconFlow. Sources: docs.siliconflow.cn/cn/faqs/error-code, and reports of its users
 * (CherryHQ/cherry-studio, FoundationAgents/OpenManus).
 */
import { siliconflow } from './names.ts';
import { table } from './table.ts';

export const siliconflowCodes = table(siliconflow, 'docs.siliconflow.cn/cn/faqs/error-code', [
  ['quotaExceeded', [30001, 30011]],
  ['overloaded', [50501, 50502, 50503, 50504, 50505, 50506, 50507, 50508, 50603]],
  ['invalidRequest', [20012, 20041, 30003]],
]);
