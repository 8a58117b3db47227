/**
 * Patterns for the time window of a limit, and for limits that are none of size. A limit with a window of a minute or
 * less passes. A limit with a window of a day or more belongs to a plan.
 */
import { kept, said } from './rule.ts';

/** Matches limits per second or minute. Their texts may name tokens, but concern neither the context nor a quota. */
export const ofAMinute = kept(
  said(
    /per[- ]?(?:minute|second|min|sec)\b|by-?minute|\/ ?(?:min|minute|sec|second)\b|\b[rti]pm\b|\bqp[sm]\b/,
    // Seen in: GitHub Models: `Rate limit of 10 per 60s exceeded`.
    /per \d{1,3} ?s(?:ec(?:onds?)?)?\b/,
    /每分钟|每秒|1分あたり|毎分|분당|초당/,
  ),
);

/**
 * Matches limits per day or longer. Seen in: OpenAI, Groq and Moonshot (TPD, RPD), Bedrock (`tokens per day`), GitHub
 * Models (`UserByModelByDay`, `per 86400s`).
 */
export const ofADay = kept(
  said(
    /\b(?:per|a|each|every|for the|of the) ?-?(?:day|week|month)\b|per-day\b|\/ ?(?:day|week|month)\b|by-?(?:day|week|month)\b/,
    /\b(?:daily|weekly|monthly|today'?s?|tomorrow)\b|\b[trn]p[dw]\b|per 86400 ?s|\b24[- ]?h(?:ours?)?\b/,
    /今日|明天|每日|每天|当天|当日|日限|日流控|每周|每月|本月|一日|1日あたり|1日の|毎日|今月|일일|하루|월간/,
  ),
);

/**
 * Matches limits of rates, accounts, load and uploads, in any unit. Also matches Go's timeout, `context deadline
 * exceeded`.
 */
export const ofARate = kept(
  said(
    /rate[- ]?limit|\bquota\b|concurren|peak load|high demand|too many requests|throttl|per hour|upload limit|billing|credits?\b|context (?:deadline|cancell)/,
  ),
);
