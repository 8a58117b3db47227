/** The texts for what is not whole: a cut message, a tool without a result, an answer that decided nothing. */
import type { Cut, ToolResultPart } from '@perdure/thread';
import type { i18n } from 'i18next';
import { translator } from './translate.ts';

/** Why a message is not whole: "Stopped by you". */
export const cutText = (i18n: i18n, cut: Cut): string => translator(i18n)(`cut.${cut}`);

/** That a tool gave no result: "send_mail: outcome unknown, …"; null if the tool gave one. */
export const missingText = (
  i18n: i18n,
  { name, missing }: Pick<ToolResultPart, 'name' | 'missing'>,
): string | null =>
  missing === undefined ? null : translator(i18n)(`missing.${missing}`, { tool: name });

/** Why a question is asked again: "Your last answer decided nothing. Please answer again." */
export const undecidedText = (i18n: i18n): string => translator(i18n)('undecided');
