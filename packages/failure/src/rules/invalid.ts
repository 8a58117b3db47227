/** Rules for invalid requests: the request, the model or the setup is wrong and stays wrong. */
import {
  both,
  coded,
  codedLike,
  either,
  named,
  not,
  type Rule,
  rule,
  said,
  status,
} from './rule.ts';

/** Matches texts of a transient error. An error that contains one of them does not count as an invalid request. */
const passes = said(
  /try again (?:later|shortly|soon|in )|temporar|overloaded|rate[- ]?limit|timed? ?-?out\b|still loading|currently loading|is loading|capacity|(?:currently (?:not |un)|not currently )available|at the moment|right now|稍后|connection (?:error|reset|refused)/,
);

const passingStatus = status(408, 429, 502, 503, 504, 529);

/**
 * Rules that recognise an invalid request by its text. They apply with every status that is not transient, because
 * servers that run models answer invalid requests with a 500, and gateways answer everything with a 500.
 */
export const invalidWords: readonly Rule[] = [
  rule(
    'said.model',
    'invalidRequest',
    both(
      not(either(passes, passingStatus)),
      said(
        // Seen in: OpenAI, Ollama, vLLM, Groq, Gemini, OpenRouter, LiteLLM.
        /\b(?:models?|endpoint|deployment)\b.{0,80}\b(?:does not exist|doesn't exist|not exist|not found|was not found|is not a valid model|decommissioned|deprecated|retired|sunset|no longer (?:available|supported)|not (?:available|supported|accessible))|(?:unknown|invalid|unrecognized|no such|unsupported) (?:language ?)?model\b|not a valid model|not found the model/,
        // Seen in: Zhipu, DashScope, new-api.
        /模型.{0,10}(?:不存在|未找到|已下线|不支持)|모델.{0,10}(?:없|찾을 수)|モデル.{0,10}(?:存在しません|見つかりません)/,
        // Seen in: Ollama, LM Studio: `registry.ollama.ai/library/x does not support tools`.
        /(?:does not|doesn't|do not|don't|not|isn't|cannot|can't) (?:\w{1,12} )?support(?:ed|s)?\b|unsupported (?:value|parameter|operation|feature|content type|media|format|image|file)|不支持/,
        // Texts about a model that is too large or broken. Seen in: llama.cpp, Ollama, LM Studio.
        /(?:failed|unable|error|cannot|can't|could not) (?:to )?load(?:ing)? (?:the )?model|model (?:could not|couldn't|cannot|can't|failed to) (?:be )?load|requires more (?:system |gpu )?memory|unknown model architecture|invalid (?:gguf|model) file/,
        // Texts about a template that cannot be rendered. Seen in: minja and Jinja in llama.cpp, Jan, LM Studio, vLLM.
        /\bjinja\b|(?:chat|prompt) template|at row \d{1,6}, column \d{1,6}|roles must alternate/,
      ),
    ),
  ),
  rule(
    'said.invalid',
    'invalidRequest',
    both(
      not(either(passes, passingStatus)),
      said(
        // Texts about a body that cannot be read. Seen in: Azure, llama.cpp, DeepSeek, Mistral, pydantic.
        /failed to (?:deserialize|parse grammar|parse the request|parse tool call arguments)|malformed (?:input|request)|extra inputs are not permitted|extra_forbidden|(?:unrecognized|unknown|unexpected) (?:request argument|parameter|argument|field|key)|(?:missing|required) (?:required )?(?:parameter|field|property)\b|invalid (?:json )?schema|improperly formed request/,
      ),
    ),
  ),
];

/**
 * Rules that recognise an invalid request by its code. A code does not count if the error also contains a text of a
 * transient error.
 */
export const invalidCodes: readonly Rule[] = [
  rule(
    'code.invalid',
    'invalidRequest',
    both(
      not(passes),
      either(
        coded(
          'invalid_request_error', // Seen in: OpenAI, Anthropic and compatible servers
          'invalid_request', // Seen in: OpenRouter's APIErrorType
          'bad_request_error', // Seen in: MiniMax
          'bad_request', // Seen in: Databricks, Perplexity
          'invalid_argument', // Seen in: gRPC
          'failed_precondition',
          'out_of_range',
          'unimplemented',
          'already_exists',
          'not_found',
          'resource_does_not_exist', // Seen in: Databricks
          'not_found_error', // Source: docs.claude.com/en/api/errors
          'resource_not_found_error', // Seen in: Kimi
          'model_not_found', // Seen in: OpenAI, Groq, Vercel AI Gateway
          'model_not_supported', // Seen in: watsonx
          'model_not_allowed', // Seen in: relays
          'deployment_not_found', // Seen in: Azure
          'operation_not_supported', // Seen in: Azure
          'invalid_value', // Seen in: OpenAI, also `invalid_type` and the `unsupported_` codes
          'invalid_type',
          'invalid_prompt', // Seen in: OpenRouter and relays, for a prompt of a wrong form
          'invalid_params', // Seen in: MiniMax
          'invalid_parameter', // Seen in: DashScope, Volcengine
          'missing_parameter',
          'invalid_image', // Seen in: OpenRouter's APIErrorType
          'unprocessable',
          'unsupported_parameter',
          'unsupported_value',
          'unsupported_model',
          'ValidationException', // Seen in: Bedrock
          'ResourceNotFoundException',
          'precondition_failed', // Seen in: OpenRouter's APIErrorType
          'tool_use_failed', // Seen in: Groq
          'INVALID_MODEL_ID', // Seen in: AWS CodeWhisperer
        ),
        // Seen in: TencentCloud `InvalidParameterValue.Model`, Volcengine `InvalidEndpointOrModel.NotFound`.
        codedLike(
          /^(?:invalidparameter|missingparameter|unknownparameter|unsupportedoperation|resourcenotfound|invalidendpoint|modelnotopen|modelnotfound)/,
        ),
        named(
          'BadRequestError',
          'NotFoundError',
          'UnprocessableEntityError',
          'UnsupportedParamsError',
        ), // Seen in: openai, LiteLLM
        named(
          'InvalidRequestError',
          'InvalidArgument',
          'NotFound',
          'ValidationError',
          'ValidationException',
        ),
      ),
    ),
  ),
];
