/** Rules for quotas: an account, a plan or a daily limit is used up or unpaid. A wait of seconds does not help. */
import {
  both,
  coded,
  codedLike,
  either,
  named,
  namedLike,
  not,
  type Rule,
  rule,
  said,
  type Test,
} from './rule.ts';
import { ofADay, ofAMinute } from './windows.ts';

export const quotaCodes: readonly Rule[] = [
  rule(
    'code.quota',
    'quotaExceeded',
    either(
      coded(
        'insufficient_quota', // Source: platform.openai.com/docs/guides/error-codes
        'quota_exceeded', // Seen in: GitHub Copilot, Volcengine
        'quota_exhausted', // Seen in: Google Cloud Code, ErrorInfo.reason
        'no_quota', // Seen in: GitHub Copilot
        'exceeded_current_quota_error', // Source: platform.kimi.ai/docs/api/errors
        'billing_error', // Source: docs.claude.com/en/api/errors
        'billing_hard_limit_reached', // Seen in: OpenAI
        'billing_not_active', // Seen in: OpenAI
        'billing_disabled', // Seen in: Google, ErrorInfo.reason
        'billing_cycle_limit', // Seen in: Kimi Code
        'payment_required', // Seen in: OpenRouter's APIErrorType
        'token_quota_reached', // Seen in: watsonx
        'token_limit_exceeded', // Seen in: OpenRouter, for a budget of the key
        'usage_not_included', // Seen in: ChatGPT plans in Codex
        'free_tier_exceeded', // Seen in: Google
        'credit_balance_too_low', // Seen in: Anthropic
        'premium_request_limit', // Seen in: GitHub Copilot
        'SetLimitExceeded', // Seen in: Volcengine, for the account's own cap, until the cap is raised
        'subscription_required', // Seen in: GitHub Copilot, Z.ai
        'enforced_spend_limit_reached', // Seen in: Anthropic
        'OVERAGE_REQUEST_LIMIT_EXCEEDED', // Seen in: AWS CodeWhisperer, ThrottlingException.reason
      ),
      codedLike(
        // Examples: `insufficient_balance`, `InsufficientUserQuota`, `NOT_ENOUGH_BALANCE`,
        // `INSUFFICIENT_G1_CREDITS_BALANCE`.
        /insufficient(?:\w{0,12})(?:balance|credits?|quota|funds)|notenough(?:balance|credits?|quota)|(?:balance|credits?|quota)(?:notenough|insufficient|exhausted|depleted|usedup)/,
        // Seen in: Volcengine `AccountOverdueError`, DashScope `Arrearage`, TencentCloud
        // `FailedOperation.ServiceStopArrears`.
        /overdue|arrear/,
        // Seen in: TencentCloud `FailedOperation.FreeResourcePackExhausted`, `UnsupportedOperation.PkgExhausted`.
        /(?:pack|pkg|package)exhausted/,
        // Seen in: OpenAI `usage_limit_reached`, `project_spend_limit_exceeded`; LiteLLM `budget_exceeded`; OpenCode
        // `FreeUsageLimitError`.
        /(?:usage|spend|budget|spending|billing|credit)limit(?:reached|exceeded|error)?$|budgetexceeded|usageexceeded/,
        // Seen in: AWS CodeWhisperer `MONTHLY_REQUEST_COUNT`, Cline `DAILY_LIMIT_EXCEEDED`.
        /(?:daily|weekly|monthly)(?:request|usage|token|spend|free)?s?(?:limit|quota|count)/,
        // Seen in: DashScope `AllocationQuota.FreeTierOnly`, one-api `pre_consume_token_quota_failed`, Cerebras
        // `token_quota_exceeded`.
        /nousablecredits|spendcap|notsupportedonfreetier|freetieronly|preconsumetokenquotafailed|tokenquotaexceeded/,
      ),
      named('BudgetExceededError', 'InsufficientQuotaError'), // Seen in: LiteLLM
      // Seen in: OpenCode (`GoUsageLimitError`, `FreeUsageLimitError`), codex (`UsageLimitReachedError`), gemini-cli
      // (`TerminalQuotaError`), @openrouter/sdk (`PaymentRequiredResponseError`).
      namedLike(
        /^\w{0,20}(?:Usage|Spend|Spending|Budget|Billing|Credits?|Subscription|Plan|Daily|Weekly|Monthly)Limit(?:Reached|Exceeded)?Error$/,
        /^\w{0,20}(?:Insufficient(?:Balance|Credits?|Funds)|OutOfCredits?|PaymentRequired|TerminalQuota)(?:Response)?Error$/,
      ),
    ),
  ),
];

const money = '(?:balance|credits?|funds|quota)';
const span =
  '(?:daily|weekly|monthly|session|hour(?:ly)?|usage|spend(?:ing)?|credits?|billing|plan|free|trial|premium|prepaid|subscription)';
const cap =
  '(?:limits?|quota|cap|allowance|allocation|budget|credits?|requests?|usage|tokens|neurons|messages)';
const gone = String.raw`(?:reached|exceed\w{0,3}|exhausted|used(?: up)?|hit|depleted|consumed|ran out|run out|resets)`;

/** True if the server states a wait of 5 minutes or less. */
const isSoonFree: Test = ({ waitMs = Infinity }) => waitMs <= 300_000;

/** Matches a lack of money in plain words, which says more than the code of a login beside it. */
export const unpaid = said(
  /insufficient (?:\w{1,12} ){0,2}(?:balance|credits?|funds)|(?:balance|credits?) (?:is |are )?(?:too low|insufficient|exhausted|depleted)|out of credits|payment required|余额不足|欠费/,
);

export const quotaWords: readonly Rule[] = [
  rule(
    'said.quota',
    'quotaExceeded',
    both(
      // A limit per minute is excluded unless the text also names a day or a lack of money, because Groq advertises a
      // higher tier in the text of a limit per minute.
      not(both(ofAMinute, not(either(ofADay, said(/insufficient|balance|overdue|budget/))))),
      // A text that denies a quota is excluded. Seen in: Claude Code (`Server is temporarily limiting requests (not
      // your usage limit)`).
      not(said(/not your usage limit/)),
      said(
        // Seen in: OpenAI, DeepSeek, Anthropic, Moonshot, SiliconFlow, new-api.
        new RegExp(
          String.raw`exceeded your current quota|check your (?:plan and )?billing|insufficient (?:\w{1,12} ){0,2}${money}|${money} (?:limit )?(?:is |are |has been |have been )?(?:too low|insufficient|exhausted|depleted|empty|not enough|used up|negative)|${money} (?:was |were )?exceeded.{0,12}billing`,
        ),
        // Seen in: OpenRouter, xAI, Vercel, GitHub Models.
        /(?:out of|no more|not enough|used (?:up )?all (?:of )?(?:your |available )?|ran? out of|run out of|exhausted (?:your|all|the) |requires? more |lack(?:ing)? |don't have any |without ).{0,12}credits?/,
        // Seen in: Claude Code, Cursor, Kiro.
        /\bout of (?:\w{1,12} )?(?:usage|credits?|quota|funds)\b|\bno (?:remaining |available |more |usable )?(?:credits?|quota|funds|balance)\b|used (?:up )?all (?:of )?(?:your|the) .{0,24}(?:requests|messages|tokens|credits|usage|quota)|trial (?:period )?(?:has |is )?(?:expired|ended|over)|extra usage (?:is )?(?:required|disabled|limit)|(?:doesn't|does not|don't|do not) have (?:any|enough|sufficient) (?:credits?|balance|quota|funds)/,
        // Texts that name the limit and that it is used up, in either order. Seen in: plans of Anthropic, OpenAI,
        // Cline, Ollama, Kimi, Hugging Face, Workers AI.
        new RegExp(String.raw`\b${span}\b.{0,30}\b${cap}\b.{0,40}\b${gone}\b`),
        new RegExp(String.raw`\b${gone}\b.{0,40}\b${span}\b.{0,24}\b${cap}\b`),
        // Seen in: Anthropic's API, Kimi Code, OpenRouter.
        /\b(?:extra|included) usage\b|usage limit|billing (?:cycle|period)|limit for (?:free|trial) (?:users|accounts)|key limit exceeded|(?:you'?ve|you have) (?:hit|reached|exceeded) your limit/,
        // Seen in: GitHub Copilot, OpenRouter, pi.
        /you have no quota|quota .{0,20}(?:exhausted|used up|depleted)|freeusagelimit|free-models-per|available balance/,
        // Texts about a prepaid pack. Seen in: TencentCloud, DashScope, Zhipu.
        /(?:resource|token|data|quota) ?(?:pack(?:age)?|bundle)s?\b.{0,40}(?:exhausted|used up|expired|insufficient|depleted)/,
        // Texts about an unpaid account. Seen in: Fireworks, Volcengine, OpenAI.
        /overdue|in arrears|\barrearage|unpaid|past[- ]due|failure to pay|outstanding (?:balance|invoice|payment)|payment (?:is )?(?:required|method|failed|declined)|payment required/,
        /(?:suspended|disabled|inactive|not active|deactivated|blocked|frozen|paused).{0,80}\b(?:billing|payment|invoices?|spending|balance|credits?)\b|account is (?:not active|overdue)/,
        // Texts that offer to sell more credits or a larger plan. Seen in: all of the providers in this rule.
        /purchase (?:more|additional|credits)|\btop[- ]?up\b|please recharge|recharge your|add (?:more |\d{1,6} )?(?:credits|funds)|(?:raise|increase) your spending|to increase, visit|billing (?:hard limit|not active|account|is (?:not|disabled)|to be enabled)|requires billing|enable billing/,
        /requires? (?:a |an )?(?:active )?(?:paid|pro|premium|plus) (?:plan|subscription|account|balance|tier)|not available (?:on|in|for) (?:the |your )?(?:free|trial|current) (?:tier|plan)|plan (?:does not|doesn't) include|(?:run out of available resources|(?:do|does)(?: not|n't) have an active .{0,24}subscription)|subscription (?:has |is )?(?:expired|ended|inactive|cancell?ed)/,
        // Seen in: one-api, new-api, Zhipu, DashScope, MiniMax.
        /余额|欠费|额度|充值|配额(?:不足|已|用)|资源包|套餐.{0,10}(?:到期|过期|用完|用尽)|超过套餐|用量(?:已)?(?:超|达)|使用上限|(?:次数|用量|调用量).{0,8}(?:上限|用完|用尽|耗尽|限额)/,
        /残高|クレジット.{0,8}不足|利用枠|잔액|크레딧.{0,8}(?:부족|소진)/,
      ),
    ),
  ),
  rule(
    'said.budget',
    'quotaExceeded',
    both(
      // The budget of a part of a request is excluded. Seen in: Anthropic (`thinking.budget_tokens`).
      not(
        said(
          /(?:thinking|reasoning|image|vision|pixel|attention|frame|context|output)\S{0,6} budget|budget_tokens/,
        ),
      ),
      // Seen in: LiteLLM: `Budget has been exceeded`, `crossed budget`, `exceeded budget for model`.
      said(
        /(?:exceed\w{0,3}|crossed|over|out of) (?:\w{1,12} ){0,2}budget|budget (?:\w{1,10} ){0,2}(?:exceeded|reached|exhausted)|budget limit/,
      ),
    ),
  ),
  // Matches a used-up capacity together with the wait until it is free again. A short wait is excluded, because the wait
  // is the quota's own. Seen in: GitHub Copilot, Google Cloud Code (`Your quota will reset after 0s`).
  rule(
    'said.reset',
    'quotaExceeded',
    both(
      not(either(isSoonFree, ofAMinute)),
      said(
        /quota (?:will )?resets? (?:after|in|at)|exhausted (?:this|the|your) (?:model'?s )?(?:rate limit|capacity|quota)|quota (?:was |is |has been )?reached/,
      ),
    ),
  ),
  // Matches a limit with a window of a day or more, in any wording.
  rule(
    'said.day',
    'quotaExceeded',
    both(
      ofADay,
      not(ofAMinute),
      said(
        /limit|quota|exceed|reached|exhaust|used up|allocation|allowance|too many (?:tokens|requests)|上限|超限|超过|限额|达到|用尽|超過|초과/,
      ),
      not(said(/not your usage limit/)),
    ),
  ),
];
