/** Rules for a part of a request that is too large: a picture, a file, the answer that is asked for. */
import { both, either, not, type Rule, rule, said, status, unanswered } from './rule.ts';
import { ofADay, ofAMinute, ofARate } from './windows.ts';

/**
 * Matches texts about a part of a request that has a limit of its own. They are excluded, because a shorter history
 * makes no image smaller.
 */
export const ofAPart = said(
  /\b(?:images?(?! and text)|files?|pdfs?|audio|videos?|attachments?|media|tools?|functions?|schema|name|description|array|metadata|headers?|documents?|max[_ ](?:new_|output_|completion_)?tokens)\b.{0,40}(?:exceed|above|too (?:long|large|big|many))/,
);

/**
 * Matches texts about an image, a file or another medium that is too large. A shorter history helps as little as
 * waiting does.
 */
const ofMedia = said(
  /\b(?:images?(?! and text)|pictures?|photos?|screenshots?|pdfs?|documents?|attachments?|audio|videos?|files?)\b.{0,60}(?:exceed|too (?:large|big|long)|larger than|\bbudget\b)/,
);

/**
 * Matches texts about the length of the answer that the request asks for. A text that names the prompt too is excluded,
 * because a shorter prompt then leaves room. Seen in: Groq (`max_tokens` must be less than …, less than the
 * `context_window`).
 */
export const ofTheAnswer = both(
  said(
    /\bmax[_ ](?:completion[_ ]|output[_ ]|new[_ ])?tokens\b.{0,40}(?:must be|should be|cannot|can't|may not|is too (?:large|high|big))/,
  ),
  not(said(/\b(?:inputs?|prompts?|messages?|requested|your request)\b|at least 1, got -/)),
);

/** Rules for a medium that is too large. They come before the rules for a 413, for quotas and for budgets. */
export const partRules: readonly Rule[] = [
  rule(
    'said.part',
    'invalidRequest',
    both(
      either(unanswered, status(400, 413, 415, 422)),
      ofMedia,
      not(either(ofAMinute, ofADay, ofARate)),
    ),
  ),
];
