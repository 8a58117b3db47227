/** The tokens that a run or an attempt has used, in one line. */
import type { Usage } from '@perdure/run/words';
import type { i18n } from 'i18next';
import { translator } from './translate.ts';

/** The shown fields of a usage, each with its text, in the order of the line. */
const shown = [
  ['inputTokens', 'input'],
  ['cacheReadTokens', 'cacheRead'],
  ['outputTokens', 'output'],
  ['reasoningTokens', 'reasoning'],
] as const satisfies readonly (readonly [keyof Usage, string])[];

/** The line: "Tokens: 1,240 in · 1,024 of them cached · 96 out"; null if nothing is known. */
export function usageText(i18n: i18n, usage: Usage | null): string | null {
  const t = translator(i18n);
  const number = new Intl.NumberFormat(t('locale'));
  const parts = shown.flatMap(([field, text]) => {
    const count = usage?.[field];
    // A zero is said of the answer and of the request, but not of what is a part of them.
    const isSaid = count !== undefined && (count > 0 || text === 'input' || text === 'output');
    return isSaid ? [t(`usage.${text}`, { number: number.format(count) })] : [];
  });
  return parts.length === 0 ? null : t('usage.tokens', { parts: parts.join(' · ') });
}
