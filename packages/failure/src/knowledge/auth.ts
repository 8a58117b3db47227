/** Knowledge about the kind `unauthorized`: the key, the login or the permission is wrong. */
import { condition, either, says, withoutStatus, withStatus } from '../rows/condition.ts';
import { code, name, phrase } from '../rows/row.ts';
import { section } from '../rows/section.ts';
import { unpaid } from './limits.ts';

/** Codes and classes of a wrong key or login. They do not count beside a lack of money: some providers send both. */
export const authCodes = section(
  'auth',
  'unauthorized',
  [
    code('authentication_error', 'anthropic', 'docs.claude.com/en/api/errors'),
    code('authentication', 'openrouter', 'openrouter.ai/docs/client-sdks/python/components/apierrortype'),
    code('authentication_failed', 'openrouter', 'openrouter.ai/docs/api-reference/errors'),
    code('invalid_authentication_error', 'moonshot', 'platform.kimi.ai/docs/api/errors'),
    code('unauthenticated', 'grpc', 'grpc.github.io/grpc/core/md_doc_statuscodes.html'),
    code('invalid_grant', 'oauth', 'RFC 6749 §5.2'),
    code('invalid_rapt', 'google', 'googleapis/google-auth-library-python/google/oauth2/reauth.py'),
    code('invalid_client', 'oauth', 'RFC 6749 §5.2'),
    code('unauthorized_client', 'oauth', 'RFC 6749 §5.2'),
    code('invalid_issuer', 'oauth', 'RFC 9207 §2.4'),
    code('invalid_token', 'oauth', 'RFC 6750 §3.1'),
    code('insufficient_scope', 'oauth', 'RFC 6750 §3.1'),
    code('expired_token', 'oauth', 'RFC 8628 §3.5'),
    code('token_revoked', 'openai', 'james-6-23/codex2api#114'),
    code('invalid_credentials', 'openrouter', 'openrouter.ai/docs/api-reference/errors'),
    code('CREDENTIALS_MISSING', 'google', 'googleapis/googleapis/google/api/error_reason.proto'),
    code('CONSUMER_SUSPENDED', 'google', 'googleapis/googleapis/google/api/error_reason.proto'),
    code('UnrecognizedClientException', 'aws', 'docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html'),
    code('InvalidSignatureException', 'aws', 'docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html'),
    code('MissingAuthenticationTokenException', 'aws', 'docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html'),
    code('IncompleteSignature', 'aws', 'docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html'),
    code('InvalidClientTokenId', 'aws', 'docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html'),
    code('account_deactivated', 'openai', 'platform.openai.com/docs/guides/error-codes'),
    code('deactivated_workspace', 'openai', 'openai/codex#19075'),
    code('organization_deactivated', 'openai', 'platform.openai.com/docs/guides/error-codes'),
    code('access_terminated', 'kimi-code', 'MoonshotAI/kimi-code#636'),
    code('TEMPORARILY_SUSPENDED', 'amazon-q', 'kirodotdev/Kiro#7192'),
    code('unsupported_country_region_territory', 'openai', 'platform.openai.com/docs/guides/error-codes'),
    code('login_required', 'openid', 'openid.net/specs/openid-connect-core-1_0.html#AuthError'),
    code(/(?:invalid|incorrect|missing|^no|expired|revoked|wrong|bad|disabled)(?:x|provider)?apikey/, 'openai', 'platform.openai.com/docs/guides/error-codes', 'invalid_api_key'),
    code(/apikey(?:invalid|missing|expired|notfound|revoked|disabled|deleted|deactivated|serviceblocked|httpreferrer|ipaddress)/, 'google', 'googleapis/googleapis/google/api/error_reason.proto', 'API_KEY_INVALID'),
    code(/^authfailure/, 'tencent', 'www.tencentcloud.com/document/api/1284/75543', 'AuthFailure.SignatureFailure'),
    code(/^autherror/, 'ucloud', 'UCloudDoc-Team/modelverse/api_doc/common/error-code.md', 'auth_error'),
    code(/token(?:expired|invalid|revoked|mismatch)/, 'google', 'googleapis/googleapis/google/api/error_reason.proto', 'ACCESS_TOKEN_EXPIRED'),
    code(/(?:expired|invalid)(?:access|auth|iam|id|security|refresh|session|bearer)?token(?:exception|error)?$/, 'baidu', 'cloud.baidu.com/doc/qianfan/s/Qmh4su56e', 'invalid_iam_token'),
    name('AI_LoadAPIKeyError', 'ai-sdk', 'ai-sdk.dev/docs/reference/ai-sdk-errors/ai-load-api-key-error'),
    name('AuthenticationError', 'openai', 'openai/openai-node/src/core/error.ts'),
    name(/^(?:\w{0,30}Authentication|\w{0,30}Credentials?\w{0,20}|\w{0,30}Unauthori[sz]ed|\w{0,10}TokenRefresh|TokenProvider|Refresh)(?:Error|Exception)$/, 'aws', 'smithy-lang/smithy-typescript/packages/property-provider/src/CredentialsProviderError.ts', 'CredentialsProviderError'),
    code(/^(?:invalid)?authentication(?:failed|required)?$/, 'moonshot', 'platform.kimi.ai/docs/api/errors', 'invalid_authentication'),
    code(/^notloggedin$/, 'cursor', 'cursor.com/docs/cli', 'not_logged_in'),
  ],
  { unless: [unpaid] },
);

/** Codes that say that access is denied, but not why. A text may give the reason, so that texts come first. */
export const deniedCodes = section('denied', 'unauthorized', [
  code('permission_error', 'anthropic', 'docs.claude.com/en/api/errors'),
  code('permission_denied', 'grpc', 'grpc.github.io/grpc/core/md_doc_statuscodes.html'),
  code('IAM_PERMISSION_DENIED', 'google', 'googleapis/googleapis/google/api/error_reason.proto'),
  code('SERVICE_DISABLED', 'google', 'googleapis/googleapis/google/api/error_reason.proto'),
  code('unauthorized', 'volcengine', 'www.volcengine.com/docs/82379/1299023'),
  code('forbidden', 'volcengine', 'www.volcengine.com/docs/82379/1299023'),
  code('access_denied', 'volcengine', 'www.volcengine.com/docs/82379/1299023'),
  code('access_deny', 'novita', 'novita.ai/docs/guides/error'),
  code('no_permission', 'baidu', 'cloud.baidu.com/doc/qianfan/s/Qmh4su56e'),
  code('model_access_denied', 'novita', 'novita.ai/docs/guides/error'),
  code('insufficient_permissions', 'openai', 'platform.openai.com/docs/guides/error-codes'),
  code('VALIDATION_REQUIRED', 'google', 'google-gemini/gemini-cli/packages/core/src/utils/googleQuotaErrors.ts'),
  code(/^accessdenied/, 'bedrock', 'docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html', 'AccessDeniedException'),
  code(/^unauthorizedoperation/, 'tencent', 'cloud.tencent.com/document/product/1124/64540', 'UnauthorizedOperation'),
  name('PermissionDeniedError', 'openai', 'openai/openai-node/src/core/error.ts'),
  name('PermissionDenied', 'google', 'googleapis/python-api-core/google/api_core/exceptions.py', 'google.api_core.exceptions.PermissionDenied'),
]);

/** Texts of a wrong key or login, with any status: gateways pass such an error on with a status of their own. */
export const authPhrases = section('auth', 'unauthorized', [
  phrase(/\b(?:invalid|incorrect|missing|expired|unknown|wrong|bad|no|revoked|malformed|disabled|unauthorized) (?:or \w{1,12} )?(?:x-)?api[- _]?keys?\b/, 'openclaw', 'openclaw/openclaw', 'No API key found for profile openai.'),
  phrase(/api[- _]?key\b.{0,30}\b(?:invalid|incorrect|missing|expired|not valid|not found|required|not set|not configured|must be set|is unset|revoked|disabled|leaked|suspended|blocked|not exist)/, 'google', 'continuedev/continue#10513', 'Your API key was reported as leaked. Please use another API key.'),
  phrase(
    /(?:could not|couldn't|unable to|failed to|cannot|can't) (?:load|find|locate|get|resolve|refresh|retrieve|obtain|validate|verify|decode) (?:\w{1,12} ){0,3}(?:credentials?|access token|auth token|authentication)/,
    'google-vertex',
    'googleapis/google-auth-library-nodejs',
    'Could not load the default credentials. Browse to https://cloud.google.com/docs/authentication/getting-started for more information.',
  ),
  phrase(/failed to extract \w{1,20} from token/, 'pi', 'openclaw/openclaw#77108', 'Failed to extract accountId from token'),
  phrase(/default credentials were not found/, 'google-auth', 'googleapis/google-auth-library-python/google/auth/_default.py', 'Your default credentials were not found.'),
  phrase(/(?:token|credentials?|session|login|sso|key|authorization|device code)(?: \w{1,12}){0,5} (?:has |have |is |are |was |were )?(?:been )?(?:already )?(?:expired|revoked|invalid|no longer valid)\b/, 'github-copilot', 'microsoft/vscode-copilot-release', 'IDE token expired: unauthorized: token expired'),
  phrase(/(?:missing|invalid|no|expired|bad|incorrect|malformed) (?:\w{1,12} )?(?:authentication|authorization|auth(?! available)|bearer|oauth|credentials|access[- ]token|auth[- ]token|security token|id[- ]token|refresh[- ]token)/, 'openrouter', 'openrouter.ai/docs/api-reference/errors', 'No auth credentials found'),
  phrase(/\bauthorization\b.{0,60}\b(?:(?:is|was|has) not (?:been )?(?:found|provided|set|sent|supplied)|missing|required)\b/, 'watsonx', 'continuedev/continue#11173', 'Authorization header has not been provided.'),
  phrase(/(?:auth|access|bearer|oauth|refresh|session) ?token.{0,20}(?:not found|missing|not set|required)/, 'azure', 'run-llama/llama_index#12484', 'Unauthorized. Access token is missing, invalid, audience is incorrect (https://cognitiveservices.azure.com), or have expired.'),
  phrase(/request signature we calculated/, 'aws', 'docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html', 'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.'),
  phrase(/signature (?:has )?expired/, 'aws', 'docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html', 'Signature expired: 20120306T074514Z is now earlier than 20120306T074556Z (20120306T080056Z - 15 min.)'),
  phrase(/could not authenticate/, 'x', 'developer.x.com/en/support/x-api/error-troubleshooting', 'Could not authenticate you.'),
  phrase(/signature (?:check |verification )?(?:failed|mismatch)/, 'baidu', 'cloud.baidu.com/doc/WENXINWORKSHOP/s/tlmyncueh', 'IAM signature check failed'),
  phrase(/authorization failed/, 'oracle', 'oracle/oci-python-sdk', 'Authorization failed or requested resource not found.'),
  phrase(/\bnot authenticated\b/, 'auggie', 'augmentcode/auggie', 'Not authenticated'),
  phrase(/not fully includes consumed scope/, 'gigachat', 'developers.sber.ru/docs/ru/gigachat/api/errors-description', 'scope from db not fully includes consumed scope'),
  phrase(/authentication (?:failed|required|failure|credentials|method)/, 'zhipu', 'docs.z.ai/api-reference/api-code', 'Authentication Failed'),
  phrase(/(?:failed|unable|not able) to (?:authenticate|(?:get|retrieve|acquire|refresh) (?:a |an |the )?(?:\w{1,12} )?token)/, 'codex', 'openai/codex#6028', 'Failed to refresh token'),
  phrase(/iam certification failed/, 'baidu', 'cloud.baidu.com/doc/WENXINWORKSHOP/s/tlmyncueh', 'IAM Certification failed'),
  phrase(/(?:^|\n|: )invalid token(?:\.?(?:$|\n)| \(request)/, 'new-api', 'QuantumNous/new-api/i18n/locales/en.yaml', 'Invalid token'),
  phrase(/login fail\b/, 'minimax', 'Kilo-Org/kilocode#4506', "login fail: Please carry the API secret key in the 'Authorization' field of the request header"),
  phrase(/\b(?:account|organi[sz]ation|workspace) (?:\S{1,60} )?(?:has been |have been |was |is )(?:temporarily |permanently )?(?:suspended|banned|deactivated)/, 'openai', 'aandrew-me/tgpt#171', 'Your OpenAI account has been deactivated, please check your email for more information.'),
  phrase(/无效的?(?:令牌|api|密钥|token|key)/, 'one-api', 'MartialBE/one-hub', '无效的令牌'),
  phrase(/(?:令牌|token|密钥|key|api ?key).{0,6}(?:无效|过期|不存在|失效|错误|不正确|验证失败|状态不可用|未提供)|apiキー.{0,8}(?:無効|正しく)/, 'one-api', 'songquanpeng/one-api/model/token.go', '该令牌已过期'),
  phrase(/未提供令牌/, 'new-api', 'QuantumNous/new-api/i18n/locales/zh-CN.yaml', '未提供令牌'),
  phrase(/身份验证|鉴权|认证失败|请登录/, 'zhipu', 'docs.bigmodel.cn/cn/api/api-code', '身份验证失败'),
  phrase(/未授权/, 'new-api', 'QuantumNous/new-api/i18n/locales/zh-CN.yaml', '未授权'),
  phrase(/未登录/, 'one-api', 'songquanpeng/one-api/middleware/auth.go', '无权进行此操作，未登录且未提供 access token'),
  phrase(/認証(?:エラー|に失敗)/, 'hermes-agent', 'NousResearch/hermes-agent/apps/desktop/src/i18n/ja.ts', 'ゲートウェイ認証に失敗しました — API_SERVER_KEY を確認してください。'),
  phrase(/인증.{0,6}(?:실패|오류)/, 'new-api', 'QuantumNous/new-api/i18n/locales/ko-KR.yaml', 'Passkey 인증 실패. 다시 시도하거나 관리자에게 문의하세요.'),
  phrase(/유효하지 않은.{0,8}(?:키|토큰)/, 'new-api', 'QuantumNous/new-api/i18n/locales/ko-KR.yaml', '유효하지 않은 토큰'),
]);

const tooMany = withStatus(429);

/** Texts that ask for a login or a key. A free service that is full asks for one too, with a 429. */
export const loginPhrases = section(
  'login',
  'unauthorized',
  [
    phrase(/sso session/, 'botocore', 'boto/botocore/botocore/exceptions.py', 'The SSO session associated with this profile has'),
    phrase(/please (?:re-?)?(?:log|sign)[- ]?in/, 'codex', 'zhishile/codex-auth-helper#76', 'Your access token could not be refreshed because you have since logged out or signed in to another account. Please sign in again.'),
    phrase(/(?:log|sign) in again/, 'openai', 'openai/codex#9634', 'Your access token could not be refreshed because your refresh token was already used. Please log out and sign in again.'),
    phrase(/re-?authenticate/, 'google-auth', 'googleapis/google-auth-library-python/google/oauth2/reauth.py', 'Reauthentication is needed. Please run `gcloud auth application-default login` to reauthenticate.'),
    phrase(/not logged in/, 'claude-code', 'anthropics/claude-code#94529', 'Not logged in · Please run /login'),
    phrase(/login (?:is )?required/, 'obsidian-llm-hub', 'takeshy/obsidian-llm-hub#14', 'Login required: Keychain initialization encountered an error'),
    phrase(/(?:bind|link|verify|activate) your .{0,24}account/, 'google', 'su-kaka/gcli2api#382', 'Verify your account to continue.'),
    phrase(/(?:run|using) .{0,30}(?:auth|sso|login) login/, 'botocore', 'boto/botocore/botocore/exceptions.py', 'session run aws sso login with the corresponding profile.'),
    phrase(/(?:set|setting|provide|specify|export|configure|pass) (?:\w{1,12} ){0,4}[`'"]?\w{0,24}api[-_ ]?key/, 'openai', 'openai/openai-python/src/openai/_client.py', 'client option must be set either by passing api_key to the client or by setting the OPENAI_API_KEY environment variable'),
  ],
  { unless: [tooMany] },
);

const refused = condition('no status, or 400, 401, 403, 407, 500', either(withoutStatus.holds, withStatus(400, 401, 403, 407, 500).holds));

/** A missing model as another possible reason. Seen in: OpenAI (`does not exist or you do not have access to it`). */
const orMissing = condition('or a missing model', says(/(?:does not exist|not found)\b.{0,20}\bor\b/));

/** Texts of a general refusal. */
export const deniedPhrases = section(
  'access',
  'unauthorized',
  [
    phrase(/\bunauthori[sz]ed\b/, 'mistral', 'mistralai/client-ts/src/models/errors/sdkerror.ts', 'Unauthorized'),
    phrase(/\bforbidden\b/, 'aihubmix', 'docs.aihubmix.com/cn/FAQs/HTTP-Codes', 'Forbidden – insufficient permissions.'),
    phrase(/permission (?:\S{1,80} )?(?:was |is )?denied/, 'google', 'google-gemini/gemini-cli#25052', "Permission 'cloudaicompanion.companions.generateChat' denied on resource '//cloudaicompanion.googleapis.com/projects/my-project/locations/global' (or it may not exist)."),
    phrase(/not authori[sz]ed/, 'bedrock', 'docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html', 'User is not authorized to perform: bedrock:InvokeModel'),
    phrase(/disabled for (?:your|this) (?:account|organi[sz]ation|workspace)/, 'auggie', 'augmentcode/auggie', 'CLI print mode access has been disabled for your account.'),
    phrase(/access (?:\w{1,12} ){0,4}denied/, 'azure', 'learn.microsoft.com/azure/ai-services/openai/reference', 'Access denied due to invalid subscription key or wrong API endpoint.'),
    phrase(/user not found/, 'openrouter', 'openrouter.ai/docs/api-reference/errors', 'User not found.'),
    phrase(/(?:does|do)(?: not|n't) have (?:access|permission|the required)/, 'bedrock', 'docs.aws.amazon.com/bedrock/latest/userguide/model-access.html', "You don't have access to the model with the specified model ID."),
    phrase(/not have access/, 'openai', 'continuedev/continue#10120', 'not have access to model `gpt-4.1-2025-04-14`'),
    phrase(
      /insufficient (?:\w{1,16} )?(?:permissions?|scopes?|privileges?)/,
      'openai',
      'Wei-Shaw/sub2api#1566',
      "You have insufficient permissions for this operation. Missing scopes: api.responses.write. Check that you have the correct role in your organization (Reader, Writer, Owner) and project (Member, Owner), and if you're using a restricted API key, that it has the necessary scopes.",
    ),
    phrase(/scope requirement/, 'anthropic', 'anthropics/claude-code#22450', 'OAuth token does not meet scope requirement user:profile'),
    phrase(/missing (?:scopes?|permissions?)/, 'openai', 'anomalyco/opencode#21928', 'Missing scopes: api.responses.write'),
    phrase(/(?:is|are) (?:currently )?not (?:allowed|permitted|enabled) for (?:this|your) (?:organi[sz]ation|account|project|key|user)/, 'anthropic', 'anthropics/claude-code#65714', 'OAuth authentication is currently not allowed for this organization.'),
    phrase(/must be a member/, 'openai', 'platform.openai.com/docs/guides/error-codes', 'You must be a member of an organization to use the API'),
    phrase(/must be verified/, 'openai', 'openai/openai-go#565', 'Your organization must be verified to use the model `gpt-5`.'),
    phrase(/not eligible\b/, 'google', 'google-gemini/gemini-cli#18206', 'Your current account is not eligible for Gemini Code Assist for individuals, the free version of Gemini Code Assist.'),
    phrase(/has not been used in project/, 'google', 'google-gemini/gemini-cli#1343', 'Gemini for Google Cloud API has not been used in project my-project-000000 before or it is disabled.'),
    phrase(/(?:account|user|organi[sz]ation|workspace|key|consumer|team)\b.{0,60}(?:suspended|banned|deactivated|disabled|deleted|blocked|locked)/, 'zhipu', 'docs.z.ai/api-reference/api-code', 'Your account has been locked, please contact customer service to unlock'),
    phrase(/(?:account|access|key)\b.{0,30}terminated/, 'moonshot', 'clacky-ai/openclacky#192', 'Access terminated. Review our Community Guidelines'),
    phrase(/(?:country|region|territory).{0,30}not (?:supported|available|allowed)/, 'openai', 'platform.openai.com/docs/guides/error-codes', 'Country, region, or territory not supported'),
    phrase(/无权|没有.{0,12}权限|禁止访问/, 'new-api', 'QuantumNous/new-api/i18n/locales/zh-CN.yaml', '该令牌无权访问任何模型'),
    phrase(/权限不足/, 'one-api', 'songquanpeng/one-api/middleware/auth.go', '权限不足'),
    phrase(/封禁|拉黑|黑名单/, 'one-api', 'songquanpeng/one-api/middleware/auth.go', '用户已被封禁'),
    phrase(/禁用/, 'new-api', 'QuantumNous/new-api/i18n/locales/zh-CN.yaml', '该用户已被禁用'),
    phrase(/權限/, 'lobe-chat', 'lobehub/lobe-chat/locales/zh-TW/error.json', '抱歉，伺服器已拒絕您的請求。您沒有權限存取此內容。'),
  ],
  { only: [refused], unless: [orMissing] },
);
