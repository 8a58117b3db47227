/** Conditions about the limit that a text names: its window, and what it limits. */
import { windowMs } from '../retry.ts';
import { both, condition, either, not, says } from '../rows/condition.ts';

/** A limit per second or minute passes. Such texts may name tokens, but concern neither the context nor a quota. */
export const minuteLimit = condition(
  'a limit per minute',
  says(
    /per[- ]?(?:minute|second|min|sec)\b|by-?minute|\/ ?(?:min|minute|sec|second)\b|\b[rti]pm\b|\bqp[sm]\b/,
    // Seen in: GitHub Models: `Rate limit of 10 per 60s exceeded`.
    /per \d{1,3} ?s(?:ec(?:onds?)?)?\b/,
    /每分钟|每秒|1分あたり|毎分|분당|초당/,
  ),
);

/**
 * A limit per day or longer belongs to a plan. Seen in: OpenAI, Groq and Moonshot (TPD, RPD), Bedrock (`tokens per
 * day`), GitHub Models (`UserByModelByDay`, `per 86400s`).
 */
export const dayLimit = condition(
  'a limit per day or longer',
  says(
    /\b(?:per|a|each|every|this|for the|of the) ?-?(?:day|week|month)\b|per-day\b|\/ ?(?:day|week|month)\b|by-?(?:day|week|month)\b/,
    /\b(?:daily|weekly|monthly|today'?s?|tomorrow)\b|\b[trn]p[dw]\b|per 86400 ?s|\b24[- ]?h(?:ours?)?\b/,
    /今日|明天|每日|每天|当天|当日|日限|日流控|每周|每月|本月|一日|1日あたり|1日の|毎日|今月|일일|하루|월간/,
  ),
);

/** A limit of a rate, an account, the load or an upload, in any unit; and Go's timeout, `context deadline exceeded`. */
export const otherLimit = condition('a limit of another thing', says(/rate[- ]?limit|\bquota\b|concurren|peak load|high demand|too many requests|throttl|per hour|upload limit|billing|credits?\b|context (?:deadline|cancell)/));

/** A part of a request that has a limit of its own: a shorter history makes no image smaller. */
export const partLimit = condition(
  'a limit of one part',
  says(/\b(?:images?(?! and text)|files?|pdfs?|audio|videos?|attachments?|media|tools?|functions?|schema|name|description|array|metadata|headers?|documents?|max(?:imum)?[_ ](?:new_|output_|completion_)?tokens)\b.{0,40}(?:exceed|above|too (?:long|large|big|many))/),
);

/**
 * The length of the answer that the request asks for, alone: where a text names the prompt too, a shorter prompt leaves
 * room. Seen in: Groq (`max_tokens` must be less than …, less than the `context_window`).
 */
export const answerLimit = condition('a limit of the answer', both(says(/\bmax[_ ](?:completion[_ ]|output[_ ]|new[_ ])?tokens\b.{0,40}(?:must be|should be|cannot|can't|may not|is too (?:large|high|big))/), not(says(/\b(?:inputs?|prompts?|messages?|requested|your request)\b|at least 1, got -/))));

/** A limit of a key. Seen in: OpenRouter (`Prompt tokens limit exceeded … To increase, visit`). */
export const keyLimit = condition('a limit of a key', says(/to increase, visit|upgrade to/));

/** A text that denies the quota. Seen in: Claude Code (`temporarily limiting requests (not your usage limit)`). */
export const notYours = condition('not your usage limit', says(/not your usage limit/));

/** A request that took too long is none of size. Seen in: Bedrock (`exceeded the model timeout length`). */
export const tookTooLong = condition('a request that took too long', says(/took too long|time-?out|processing time/));

/** The budget of a part of a request. Seen in: Anthropic (`thinking.budget_tokens`). */
export const partBudget = condition('a budget of one part', says(/(?:thinking|reasoning|image|vision|pixel|attention|frame|context|output)\S{0,6} budget|budget_tokens/));

/** A lack of money in plain words, which says more than the code of a login beside it. */
export const unpaid = condition('a lack of money', says(/insufficient (?:\w{1,12} ){0,2}(?:balance|credits?|funds)|(?:balance|credits?) (?:is |are )?(?:too low|insufficient|exhausted|depleted)|out of credits|payment required|余额不足|欠费/));

/** A limit per minute, unless the text also names a day or money: Groq advertises a higher tier in such texts. */
export const minuteLimitAlone = condition('a limit per minute alone', both(minuteLimit.holds, not(either(dayLimit.holds, says(/insufficient|balance|overdue|budget/)))));

/** A wait of a moment, in words. Seen in: GitHub Copilot (`Please wait a moment before trying again`). */
export const aMoment = condition('a wait of a moment', says(/(?:wait|again|back) (?:in )?(?:for )?(?:a|an|one) (?:moment|minute|few (?:seconds|minutes))/));

/** The server states a wait of 5 minutes or less. */
export const shortWait = condition('a wait of 5 minutes or less', ({ waitMs = Number.POSITIVE_INFINITY }) => waitMs <= windowMs);
