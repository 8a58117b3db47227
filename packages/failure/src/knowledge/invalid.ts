/** Knowledge about invalid requests: the request, the model or the setup is wrong and stays wrong. */
import { condition, says, withStatus } from '../rows/condition.ts';
import { code, name, phrase, thrown } from '../rows/row.ts';
import { section } from '../rows/section.ts';

/** Texts of a transient error. An error that contains one of them does not count as an invalid request. */
const passes = condition(
  'a text that it may pass',
  says(/try again (?:later|shortly|soon|in )|temporar|overloaded|rate[- ]?limit|timed? ?-?out\b|still loading|currently loading|is loading|capacity|(?:currently (?:not |un)|not currently )available|at the moment|right now|稍后|connection (?:error|reset|refused)|code = unavailable/),
);

const passingStatus = withStatus(408, 429, 502, 503, 504, 529);

/**
 * Texts about the model, with every status that is not transient: servers that run models answer invalid requests with a
 * 500, and gateways answer everything with a 500.
 */
export const modelPhrases = section(
  'model',
  'invalidRequest',
  [
    phrase(
      /\b(?:models?|endpoint|deployment)\b.{0,80}\b(?:does not exist|doesn't exist|not exist|not found|was not found|is not a valid model|decommissioned|deprecated|retired|sunset|no longer (?:available|supported)|not (?:available|supported|accessible))/,
      'github-copilot',
      'docs.github.com/en/copilot/reference/ai-models/supported-models',
      'The requested model is not supported.',
    ),
    phrase(/(?:unknown|invalid|unrecognized|no such|unsupported) (?:language ?)?model\b/, 'ai-sdk', 'vercel/ai/packages/provider/src/errors/no-such-model-error.ts', 'No such languageModel: gpt-x'),
    phrase(/not a valid model/, 'openrouter', 'continuedev/continue#10322', '400 deepseek-r1t-chimera:free is not a valid model ID'),
    phrase(/not found the model/, 'kimi-code', 'platform.kimi.ai/docs/api/errors', 'Not found the model kimi-for-coding or Permission'),
    phrase(/模型.{0,10}(?:不存在|未找到|已下线|不支持)/, 'zhipu', 'docs.bigmodel.cn/cn/api/api-code', '模型不存在，请检查模型代码'),
    phrase(/모델.{0,10}(?:없|찾을 수)/, 'roo-code', 'RooCodeInc/Roo-Code/src/i18n/locales/ko/embeddings.json', 'Ollama 모델을 찾을 수 없습니다: {{modelId}}'),
    phrase(/モデル.{0,10}(?:存在しません|見つかりません)/, 'roo-code', 'RooCodeInc/Roo-Code/src/i18n/locales/ja/embeddings.json', 'Ollamaモデルが見つかりません：{{modelId}}'),
    phrase(/(?:does not|doesn't|do not|don't|not|isn't|cannot|can't) (?:\w{1,12} )?support(?:ed|s)?\b/, 'github-copilot', 'docs.github.com/en/copilot/reference/ai-models/supported-models', 'is not supported.'),
    phrase(/unsupported (?:value|parameter|operation|feature|content type|media|format|image|file)/, 'openai', 'vercel/ai/packages/openai/src/chat/__fixtures__/reasoning-model-legacy-parameter-error.json', "Unsupported parameter: 'max_tokens' is not"),
    phrase(/不支持/, 'zhipu', 'docs.bigmodel.cn/cn/api/api-code', '不支持 POST 调用方式'),
    phrase(
      /(?:failed|unable|error|cannot|can't|could not) (?:to )?load(?:ing)? (?:the )?model/,
      'ollama',
      'ollama/ollama',
      'llama-server process has terminated: exit status 1: error loading model: llama_model_loader: failed to load model from C:\\Users\\u\\.ollama\\models\\blobs\\sha256-667b0c1932bc6ffc593ed1d03f895bf2dc8dc6df21db3042284a6f4416b06a29',
    ),
    phrase(/model (?:could not|couldn't|cannot|can't|failed to) (?:be )?load/, 'ollama', 'ollama/ollama/llm/server.go', 'model failed to load, this may be due to resource limitations or an internal error, check ollama server logs for details'),
    phrase(/requires more (?:system |gpu )?memory/, 'ollama', 'continuedev/continue#12689', 'model requires more system memory (5.3 GiB) than is available (4.4 GiB)'),
    phrase(/\bjinja\b/, 'lmstudio', 'lmstudio-ai/lmstudio-bug-tracker#535', 'Error rendering prompt with jinja template: "Cannot call something that is not a function: got UndefinedValue".\n\nThis is usually an issue with the model\'s prompt template.'),
    phrase(/(?:chat|prompt) template/, 'lmstudio', 'lmstudio-ai/lmstudio-bug-tracker#535', 'template: "Cannot call something that is not a function: got UndefinedValue".\n\nThis is usually an issue with the model\'s prompt template.'),
    phrase(/at row \d{1,6}, column \d{1,6}/, 'jan', 'janhq/jan#6123', "Value is not callable: null at row 49, column 79:\n {%- set content = (m_content.split('</think>')|last).lstrip('\\n') %}"),
    phrase(/roles must alternate/, 'vllm', 'sinaptik-ai/pandas-ai#1365', 'Conversation roles must alternate user/assistant/user/assistant/...'),
  ],
  { unless: [passes, passingStatus] },
);

/** Texts about a body that cannot be read. */
export const invalidPhrases = section(
  'invalid',
  'invalidRequest',
  [
    phrase(/failed to (?:deserialize|parse grammar|parse the request|parse tool call arguments)/, 'omniroute', 'diegosouzapw/OmniRoute#2281', 'Failed to deserialize the JSON body into the target type: messages'),
    phrase(/malformed (?:input|request)/, 'bedrock', 'lastmile-ai/mcp-agent#126', 'The model returned the following errors: Malformed input request: #/toolConfig/tools/1/toolSpec/inputSchema/json: extraneous key [$defs] is not permitted, please reformat your input and try again.'),
    phrase(/extra inputs are not permitted/, 'mistral', 'docs.mistral.ai/api', 'Extra inputs are not permitted'),
    phrase(/extra_forbidden/, 'vllm', 'modelscope/ms-agent#574', "{'type': 'extra_forbidden', 'loc': ('body', 'messages', 2, 'typed-dict', 'send_to'), 'msg': 'Extra inputs are not"),
    phrase(/(?:unrecognized|unknown|unexpected) (?:request argument|parameter|argument|field|key)/, 'openai', 'openai/openai-python', 'Error code: 400 - Unrecognized request argument supplied: reasoning_effort'),
    phrase(/(?:missing|required) (?:required )?(?:parameter|field|property)\b/, 'openai', 'SilasMarvin/lsp-ai#108', "Missing required parameter: 'messages'."),
    phrase(/invalid (?:json )?schema/, 'openai', 'github/github-mcp-server#1548', "Invalid schema for function 'get_me': In context=(), object schema missing properties."),
    phrase(/improperly formed request/, 'amazon-q', 'aws/aws-toolkit-jetbrains#4040', 'Improperly formed request.'),
    phrase(/\d validation errors? for \w/, 'pydantic', 'pydantic/pydantic-core', '2 validation errors for FetchFetchAction'),
    phrase(/error parsing input/, 'koboldcpp', 'LostRuins/koboldcpp/koboldcpp.py', 'Error parsing input'),
  ],
  { unless: [passes, passingStatus] },
);

/** Wrong names of models, in answers of relays that give every refusal the status 503. */
export const wrongModels = section('model-name', 'invalidRequest', [phrase(/incorrect model (?:id|name)|模型名(?:字|称)?(?:错误|錯誤)/, 'aihubmix', 'docs.aihubmix.com/en/error-codes', 'Incorrect model ID. Please request to view the model page')]);

export const invalidCodes = section(
  'invalid',
  'invalidRequest',
  [
    code('invalid_request_error', 'anthropic', 'docs.claude.com/en/api/errors'),
    code('invalid_request', 'openrouter', 'openrouter.ai/docs/client-sdks/python/components/apierrortype'),
    code('bad_request_error', 'minimax', 'platform.minimax.io/docs/api-reference/errorcode'),
    code('bad_request', 'volcengine', 'www.volcengine.com/docs/82379/1299023'),
    code('invalid_argument', 'grpc', 'grpc.github.io/grpc/core/md_doc_statuscodes.html'),
    code('failed_precondition', 'grpc', 'grpc.github.io/grpc/core/md_doc_statuscodes.html'),
    code('out_of_range', 'grpc', 'grpc.github.io/grpc/core/md_doc_statuscodes.html'),
    code('unimplemented', 'grpc', 'grpc.github.io/grpc/core/md_doc_statuscodes.html'),
    code('already_exists', 'grpc', 'grpc.github.io/grpc/core/md_doc_statuscodes.html'),
    code('not_found', 'grpc', 'grpc.github.io/grpc/core/md_doc_statuscodes.html'),
    code('resource_does_not_exist', 'databricks', 'mlflow/mlflow/mlflow/protos/databricks.proto'),
    code('not_found_error', 'anthropic', 'docs.claude.com/en/api/errors'),
    code('resource_not_found_error', 'moonshot', 'platform.kimi.ai/docs/api/errors'),
    code('model_not_found', 'google', 'ai.google.dev/gemini-api/docs/api-errors'),
    code('model_not_supported', 'watsonx', 'cloud.ibm.com/apidocs/watsonx-ai'),
    code('deployment_not_found', 'azure', 'chatboxai/chatbox#646'),
    code('operation_not_supported', 'azure', 'openai/openai-python#2173'),
    code('invalid_value', 'openai', 'openai/codex/codex-rs/codex-api/src/api_bridge.rs'),
    code('invalid_type', 'openai', 'platform.openai.com/docs/guides/error-codes'),
    code('invalid_prompt', 'openai', 'openai/openai-node/src/resources/responses/responses.ts'),
    code('invalid_params', 'minimax', 'platform.minimax.io/docs/api-reference/errorcode'),
    code('invalid_parameter', 'volcengine', 'www.volcengine.com/docs/82379/1299023'),
    code('missing_parameter', 'volcengine', 'www.volcengine.com/docs/82379/1299023'),
    code('invalid_image', 'openrouter', 'openrouter.ai/docs/client-sdks/python/components/apierrortype'),
    code('unprocessable', 'openrouter', 'openrouter.ai/docs/client-sdks/python/components/apierrortype'),
    code('unsupported_parameter', 'openai', 'appatalks/eva-agent#83'),
    code('unsupported_value', 'openai', 'owndev/Open-WebUI-Functions#98'),
    code('ValidationException', 'bedrock', 'docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html'),
    code('ResourceNotFoundException', 'bedrock', 'docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html'),
    code('precondition_failed', 'openrouter', 'openrouter.ai/docs/client-sdks/python/components/apierrortype'),
    code('tool_use_failed', 'groq', 'console.groq.com/docs/tool-use'),
    code('INVALID_MODEL_ID', 'amazon-q', 'aws/amazon-q-developer-cli/crates/amzn-codewhisperer-streaming-client/src/types/_validation_exception_reason.rs'),
    code(/^(?:invalidparameter|missingparameter|unknownparameter|unsupportedoperation|resourcenotfound|invalidendpoint|modelnotopen|modelnotfound)/, 'volcengine', 'www.volcengine.com/docs/82379/1299023', 'ModelNotOpen'),
    name('BadRequestError', 'openai', 'openai/openai-node/src/core/error.ts'),
    name('NotFoundError', 'openai', 'openai/openai-node/src/core/error.ts'),
    name('UnprocessableEntityError', 'openai', 'openai/openai-node/src/core/error.ts'),
    name('UnsupportedParamsError', 'litellm', 'docs.litellm.ai/docs/exception_mapping'),
    name('InvalidRequestError', 'litellm', 'BerriAI/litellm/litellm/exceptions.py'),
    name('InvalidArgument', 'google', 'googleapis/python-api-core/google/api_core/exceptions.py', 'google.api_core.exceptions.InvalidArgument'),
    name('NotFound', 'google', 'googleapis/python-api-core/google/api_core/exceptions.py', 'google.api_core.exceptions.NotFound'),
    name('ValidationError', 'pydantic', 'docs.pydantic.dev/latest/errors/validation_errors'),
    code(/^(?:unsupportedmodel|modelnotallowed)/, 'github-copilot', 'microsoft/vscode-copilot-chat/src/platform', 'unsupported_model'),
  ],
  { unless: [passes] },
);

/** Calls that the AI SDK cannot make. */
export const impossibleCalls = section('call', 'invalidRequest', [
  thrown('AI_NoSuchModelError', 'ai-sdk', 'ai-sdk.dev/docs/reference/ai-sdk-errors/ai-no-such-model-error'),
  thrown('AI_NoSuchProviderError', 'ai-sdk', 'ai-sdk.dev/docs/reference/ai-sdk-errors/ai-no-such-provider-error'),
  thrown('AI_InvalidPromptError', 'ai-sdk', 'ai-sdk.dev/docs/reference/ai-sdk-errors/ai-invalid-prompt-error'),
  thrown('AI_InvalidArgumentError', 'ai-sdk', 'ai-sdk.dev/docs/reference/ai-sdk-errors/ai-invalid-argument-error'),
  thrown('AI_UnsupportedFunctionalityError', 'ai-sdk', 'ai-sdk.dev/docs/reference/ai-sdk-errors/ai-unsupported-functionality-error'),
  thrown('AI_LoadSettingError', 'ai-sdk', 'ai-sdk.dev/docs/reference/ai-sdk-errors/ai-load-setting-error'),
  thrown('AI_NoSuchToolError', 'ai-sdk', 'ai-sdk.dev/docs/reference/ai-sdk-errors/ai-no-such-tool-error'),
  thrown('AI_InvalidMessageRoleError', 'ai-sdk', 'ai-sdk.dev/docs/reference/ai-sdk-errors/ai-invalid-message-role-error'),
  thrown('AI_MessageConversionError', 'ai-sdk', 'ai-sdk.dev/docs/reference/ai-sdk-errors/ai-message-conversion-error'),
  thrown('AI_TooManyEmbeddingValuesForCallError', 'ai-sdk', 'ai-sdk.dev/docs/reference/ai-sdk-errors/ai-too-many-embedding-values-for-call-error'),
]);

/** A connection that failed: `fetch` throws a `TypeError` for it. Source: fetch.spec.whatwg.org/#fetch-method. */
const ofTheNetwork = condition('a connection that failed', says(/^typeerror: (?:error sending request|fetch failed|failed to fetch|networkerror|load failed|network error|terminated)/));

/** A program's exception that was flattened to text. Such an error is a defect, and the rest of its text does not count. */
export const defects = section(
  'defect',
  'unknown',
  [
    phrase(/cannot read propert(?:y|ies) of (?:undefined|null)(?!.{0,60}asynciterator)/, 'v8', 'v8/v8/src/common/message-template.h', "Cannot read properties of undefined (reading 'timeout')"),
    phrase(/^(?:uncaught )?(?:type|key|assertion|attribute|value|name|index|reference|range|syntax|import|module\w{0,20}|unboundlocal|zerodivision|notimplemented)error\b/, 'python', 'docs.python.org/3/library/exceptions.html#ValueError', 'ValueError: rate limit must be positive'),
  ],
  { unless: [ofTheNetwork] },
);
