/** Invalid requests: the request, the model or the setup is wrong and stays wrong. */
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

/** Texts of a transient error. Beside them, no error counts as permanent. */
const passes = said(
  /try again (?:later|shortly|soon|in )|temporar|overloaded|rate[- ]?limit|timed? ?-?out\b|still loading|currently loading|is loading|capacity|(?:currently (?:not |un)|not currently )available|at the moment|right now|稍后|connection (?:error|reset|refused)/,
);

const passingStatus = status(408, 429, 502, 503, 504, 529);

/**
 * With any status that is not transient, because servers that run models answer these with a 500, and gateways answer
 * everything with a 500.
 */
export const invalidWords: readonly Rule[] = [
  rule(
    'said.model',
    'invalidRequest',
    both(
      not(either(passes, passingStatus)),
      said(
        // OpenAI, Ollama, vLLM, Groq, Gemini, OpenRouter, LiteLLM.
        /\b(?:models?|endpoint|deployment)\b.{0,80}\b(?:does not exist|doesn't exist|not exist|not found|was not found|is not a valid model|decommissioned|deprecated|retired|sunset|no longer (?:available|supported)|not (?:available|supported|accessible))|(?:unknown|invalid|unrecognized|no such|unsupported) (?:language ?)?model\b|not a valid model|not found the model/,
        // Zhipu, DashScope, new-api.
        /模型.{0,10}(?:不存在|未找到|已下线|不支持)|모델.{0,10}(?:없|찾을 수)|モデル.{0,10}(?:存在しません|見つかりません)/,
        // Ollama, LM Studio: `registry.ollama.ai/library/x does not support tools`.
        /(?:does not|doesn't|do not|don't|not|isn't|cannot|can't) (?:\w{1,12} )?support(?:ed|s)?\b|unsupported (?:value|parameter|operation|feature|content type|media|format|image|file)|不支持/,
        // llama.cpp, Ollama, LM Studio: a model that is too large or broken.
        /(?:failed|unable|error|cannot|can't|could not) (?:to )?load(?:ing)? (?:the )?model|model (?:could not|couldn't|cannot|can't|failed to) (?:be )?load|requires more (?:system |gpu )?memory|unknown model architecture|invalid (?:gguf|model) file/,
        // minja and Jinja in llama.cpp, Jan, LM Studio, vLLM: a template that cannot be rendered.
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
        // Azure, llama.cpp, DeepSeek, Mistral, pydantic: a body that cannot be read.
        /failed to (?:deserialize|parse grammar|parse the request)|malformed (?:input|request)|extra inputs are not permitted|extra_forbidden|(?:unrecognized|unknown|unexpected) (?:request argument|parameter|argument|field|key)|(?:missing|required) (?:required )?(?:parameter|field|property)\b|invalid (?:json )?schema|improperly formed request/,
      ),
    ),
  ),
];

/** Codes of a wrong request. They do not count beside the text of a transient error. */
export const invalidCodes: readonly Rule[] = [
  rule(
    'code.invalid',
    'invalidRequest',
    both(
      not(passes),
      either(
        coded(
          'invalid_request_error', // OpenAI, Anthropic and compatible servers
          'invalid_request', // OpenRouter's APIErrorType
          'bad_request_error', // MiniMax
          'bad_request', // Databricks, Perplexity
          'invalid_argument', // gRPC
          'failed_precondition',
          'out_of_range',
          'unimplemented',
          'already_exists',
          'not_found',
          'resource_does_not_exist', // Databricks
          'not_found_error', // docs.claude.com/en/api/errors
          'resource_not_found_error', // Kimi
          'model_not_found', // OpenAI, Groq, Vercel AI Gateway
          'model_not_supported', // watsonx
          'model_not_allowed', // relays
          'deployment_not_found', // Azure
          'operation_not_supported', // Azure
          'invalid_value', // OpenAI; so are `invalid_type` and the `unsupported_` codes
          'invalid_type',
          'invalid_params', // MiniMax
          'invalid_parameter', // DashScope, Volcengine
          'missing_parameter',
          'invalid_image', // OpenRouter's APIErrorType
          'unprocessable',
          'unsupported_parameter',
          'unsupported_value',
          'unsupported_model',
          'ValidationException', // Bedrock
          'ResourceNotFoundException',
          'precondition_failed', // OpenRouter's APIErrorType
          'tool_use_failed', // Groq
          'INVALID_MODEL_ID', // AWS CodeWhisperer
        ),
        // TencentCloud `InvalidParameterValue.Model`, Volcengine `InvalidEndpointOrModel.NotFound`.
        codedLike(
          /^(?:invalidparameter|missingparameter|unknownparameter|unsupportedoperation|resourcenotfound|invalidendpoint|modelnotopen|modelnotfound)/,
        ),
        named(
          'BadRequestError',
          'NotFoundError',
          'UnprocessableEntityError',
          'UnsupportedParamsError',
        ), // openai, LiteLLM
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
