/**
 * Rules for context overflow: the request is larger than the model's context or the server's limit. A shorter request
 * helps.
 */

import { ofAPart, ofTheAnswer, partRules } from './parts.ts';
import {
  at,
  both,
  coded,
  codedLike,
  either,
  namedLike,
  not,
  type Rule,
  rule,
  said,
  status,
} from './rule.ts';
import { ofADay, ofAMinute, ofARate } from './windows.ts';

export const overflowCodes: readonly Rule[] = [
  rule(
    'code.overflow',
    'contextOverflow',
    either(
      coded(
        'context_length_exceeded', // Sources: platform.openai.com/docs/guides/error-codes, Groq, Cerebras, DeepSeek
        'model_context_window_exceeded', // Source: docs.claude.com/en/api/handling-stop-reasons
        'finish:model_context_window_exceeded', // Source: docs.claude.com/en/api/handling-stop-reasons
        'request_too_large', // Source: docs.claude.com/en/api/errors, with the status 413
        'payload_too_large', // Source: openrouter.ai/docs, `APIErrorType`
        'request_entity_too_large', // Seen in: Google's front ends, with the status 413
        'exceed_context_size_error', // Seen in: llama.cpp, tools/server/server-common.cpp
        'model_max_prompt_tokens_exceeded', // Seen in: GitHub Copilot
        'CONTENT_LENGTH_EXCEEDS_THRESHOLD', // Seen in: AWS CodeWhisperer, ValidationException.reason
        'err_prompt_exceeded', // Seen in: relays (bytepowerapp.cn/zh/api/ai/error.html)
        'tokens_limit_reached', // Seen in: GitHub Models, with the status 413
      ),
      codedLike(
        // Seen in: llama.cpp, Vercel AI Gateway, OpenCode: `ContextOverflow`, `context_window_exceeded`.
        /context(?:length|window|size)?(?:limit)?(?:exceed|overflow)/,
        // Seen in: Anthropic `prompt_too_long`, UCloud ModelVerse `tokens_too_long`.
        /(?:prompt|input|tokens?)toolong/,
      ),
      coded(
        'finish:error_limit', // Seen in: Cohere
        'finish:model_length', // Source: docs.mistral.ai/api, finish_reason
      ),
      // Seen in: LiteLLM (`ContextWindowExceededError`), OpenCode (`ContextOverflowError`), @openrouter/sdk
      // (`PayloadTooLargeResponseError`).
      namedLike(
        /^\w{0,20}Context(?:Window|Length|Size|Limit)?(?:Exceeded|Overflow)(?:Response)?Error$/,
        /^\w{0,20}(?:Prompt|Input|Payload)Too(?:Long|Large)(?:Response)?Error$/,
      ),
    ),
  ),
];

const size = String.raw`(?:tokens?|length|size|context|window|characters?|bytes|max_?\w{0,12}len\w{0,5})`;
const request =
  '(?:prompts?|inputs?|requests?|messages?|conversation|text|sequence|history|payload|body|context|query)';
const asked = '(?:prompts?|inputs?|prompt_tokens|messages?|sequence|context|total)';

/**
 * Matches texts about a request that took too long, which is no size. Seen in: Bedrock (`Processing time exceeded the
 * model timeout length`).
 */
const ofTime = said(/took too long|time-?out|processing time/);

export const overflowWords: readonly Rule[] = [
  // Texts that name the context or the length of a prompt. These texts are unambiguous.
  rule(
    'said.overflow',
    'contextOverflow',
    both(
      not(either(ofAMinute, ofTime)),
      // The limit of a key is excluded. Seen in: OpenRouter (`Prompt tokens limit exceeded … To increase, visit`).
      not(said(/to increase, visit|upgrade to/)),
      said(
        // Seen in: OpenAI, vLLM, DeepSeek, OpenRouter, Mistral, Fireworks.
        /max(?:imum)?(?: \w{1,12})? context|model maximum context|max_model_len|maximum (?:prompt|input|model) length/,
        // The words `context length` and `exceed`, in either order. Seen in: Codex, MiniMax, llama.cpp, Ollama, xAI.
        /context[ _-](?:length|window|limit|size).{0,50}(?:exceed|overflow|too (?:small|short|long)|is full|reached|not enough)/,
        /exceed\w{0,3}.{0,60}context[ _-](?:length|window|limit|size)|exceed\w{0,3} (?:the |its )?(?:available |model'?s? |max(?:imum)? )?context\b(?! deadline)/,
        /context[ _]overflow|context the overflows|(?:larger|greater|longer|more) than the (?:model'?s |maximum )?(?:context|maximum (?:model|context|input) length)|less than the (?:model'?s )?context|(?:longer|larger|greater) than the (?:\w{1,12} ){0,2}max(?:imum)? (?:\w{1,12} ){0,2}(?:length|context|tokens|input)/,
        // Seen in: Anthropic, Bedrock, Fireworks, Moonshot, OpenClaw: `prompt is too long`, `Input token length too
        // long`.
        new RegExp(
          String.raw`\b${request}\b(?: \(?\w{1,12}\)?){0,3} (?:is|are|was|were)? ?(?:too|very) (?:long|large|big)\b`,
        ),
        /\binput is too large to process|reduce (?:the |your )?(?:length|size) of (?:the |your )?(?:messages|prompt|input|conversation|request)|(?:use|using) (?:a )?shorter (?:prompt|input|message|or fewer)/,
        // Seen in: Anthropic: `213462 tokens > 200000 maximum`, `199999 + 8192 > 200000`.
        /\d tokens? > \d|tokens \d{1,9} > |tokens \+ .{0,40} > |prompt contains at least|prompt token count of|prompt contains \d{1,9} tokens|total request size|request size exceeds \d/,
        // Seen in: Moonshot: `Your request exceeded model token limit: 262144`.
        /exceed\w{0,3} (?:the )?(?:model(?:'s)? |max(?:imum)? |input |prompt |context )token limit|model token limit/,
        // Seen in: Cohere, Bedrock.
        /too many (?:input |prompt )?tokens(?: in (?:the )?(?:request|prompt|input)|:)|input tokens exceeded|expected maxlength: \d/,
        // Seen in: Z.AI: `tokens in request more than max tokens allowed`.
        /tokens in (?:the )?(?:request|prompt|input) (?:are |is )?(?:more|greater|larger|exceed)/,
        // Seen in: Vertex: `the input token count is 1200000 but the model only supports up to 1048576`.
        /token count.{0,30}(?:but|and|while).{0,30}supports? (?:up to )?\d/,
        // Texts that give a range for the length. Seen in: SiliconFlow, DashScope, TGI, Together, Cohere.
        /range of input length|length of (?:the )?(?:prompt|input|messages?|context)\w{0,12}.{0,40}(?:(?:must|should|cannot|can not) (?:be )?(?:less|fewer|at most|under|within|not exceed|exceed|smaller|shorter|between)|exceed|greater|longer|more than)/,
        new RegExp(
          String.raw`\b${asked}\b[\`'"]?.{0,60}\b(?:tokens?|length|count)\b.{0,60}\b(?:must|should|cannot|can't|can not|may not)\b.{0,12}(?:less|fewer|smaller|shorter|at most|under|exceed|within|<)`,
        ),
        /[`'"]inputs[`'"] must have|[`'"]inputs[`'"] tokens \+/,
        // Seen in: vLLM, if the space left for the answer is negative.
        /max_tokens must be at least 1, got -/,
        // Texts that give the size of the context first, and the size of the request after it.
        /context (?:window|length|size) (?:is|of) \d.{0,60}(?:request|prompt|you |got |need)|(?:longer|larger|bigger) than .{0,40}allow\w{0,3} (?:for|in|per) (?:a |one )?(?:single )?request/,
        // Seen in: LM Studio: `n_keep (4200) >= n_ctx (4096)`; llama.cpp, exllama.
        /n_keep.{0,20}n_ctx|loaded with context length of only|prompt is too big|exceeds n_ctx|(?:requires|with) a larger context|(?:greater|longer|larger) than max_(?:seq|model|input|context)\w{0,12}/,
        // Seen in: OpenAI, for a message that is longer than its field allows.
        /(?:messages?|input|content|prompt)\S{0,30}: string too long/,
        // Texts that name the context which a plan includes. Seen in: Kimi (`supports only 256K context`), Claude Code.
        /(?:supports?|allows?|includes?|limited to) (?:only |up to |at most |a )?\d[\d.,]{0,9} ?[km]?(?:[- ]tokens?)?(?: of)? context|context (?:window |length |size )?(?:is )?(?:limited|restricted|capped) (?:to|at) \d/,
        // Seen in: gRPC: `Received message larger than max (5000000 vs. 4194304)`.
        /(?:received|sent|send) message larger than max/,
      ),
      not(ofTheAnswer),
    ),
  ),
  // Short texts, which count only beside the status of a refused request. Seen in: LiteLLM, Roo Code.
  rule(
    'said.overflow.short',
    'contextOverflow',
    both(
      status(400, 413, 422),
      not(either(ofAMinute, ofADay, ofAPart, ofTheAnswer)),
      said(
        /(?:^|\n)too many tokens\.?(?:$|\n)|maximum token count|exceeds? the max(?:imum)? length/,
      ),
    ),
  ),
  ...partRules,
  // Cerebras and Mistral answer an overflow with an empty body. Source: anomalyco/opencode,
  // packages/opencode/src/provider.
  rule(
    'empty.overflow',
    'contextOverflow',
    at(/cerebras|mistral/, said(/^4(?:00|13) (?:status code )?\(no body\)/)),
  ),
  // Texts of an exceeded size. Texts about rates and about parts of a request are excluded, because their wording is
  // similar.
  rule(
    'said.tooLarge',
    'contextOverflow',
    both(
      not(either(ofAMinute, ofADay, ofARate, ofAPart, ofTime)),
      said(
        // Seen in: SGLang, OpenRouter, Kimi Code, Copilot, Gemini: `Input length … exceeds the maximum allowed length`.
        new RegExp(String.raw`\b${request}\b.{0,50}exceed\w{0,3}\b.{0,60}\b${size}\b`),
        new RegExp(
          String.raw`\b${request}\b.{0,20}\b${size}\b.{0,40}(?:exceed|above|over the|greater than|beyond)`,
        ),
        /tokens? (?:count|limit|length).{0,30}exceed|tokens?\b.{0,40}exceeds? (?:the )?(?:model|max)|exceeds? (?:the )?(?:max(?:imum)? )?(?:number of )?(?:input |prompt )?tokens?\b|token limit (?:was |is |has been )?(?:exceeded|reached)/,
        // Seen in: Baidu, Zhipu, DashScope, relays.
        /(?:输入|上下文|提示词|prompt|消息|文本|内容|会话|tokens?).{0,12}(?:过长|超长|太长|超出|超过|超限)|请求(?:内容)?(?:过长|超长|太长)|令牌(?:数量?)?(?:超出|超过|超限)|(?:超出|超过).{0,12}(?:上下文|最大长度|长度限制|输入长度|最大输入|token ?(?:数|上限|限制))/,
        /(?:コンテキスト|プロンプト|入力|トークン).{0,12}(?:長すぎ|超え|超過|上限)|(?:컨텍스트|프롬프트|입력|토큰).{0,12}(?:초과|너무 (?:길|깁|많|큽))/,
      ),
    ),
  ),
];
