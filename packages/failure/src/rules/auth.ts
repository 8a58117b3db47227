/** Rules for the kind `unauthorized`: the key, the login or the permission is wrong. */
import { unpaid } from './quota.ts';
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
  status,
  unanswered,
} from './rule.ts';

/** Matches codes and class names of a wrong key or login. */
const wrongKey = either(
  coded(
    'authentication_error', // Sources: docs.claude.com/en/api/errors, Volcengine, LiteLLM
    'authentication', // Seen in: OpenRouter's APIErrorType
    'authentication_failed',
    'authentication_required', // Seen in: relays
    'invalid_authentication',
    'invalid_authentication_error', // Source: platform.kimi.ai/docs/api/errors
    'unauthenticated', // Seen in: gRPC
    'invalid_grant', // Source: RFC 6749 §5.2
    'invalid_rapt',
    'invalid_client',
    'unauthorized_client',
    'invalid_issuer', // Source: RFC 9207
    'invalid_token', // Source: RFC 6750 §3.1
    'insufficient_scope',
    'expired_token', // Source: RFC 8628 §3.5
    'token_revoked', // Seen in: OpenAI
    'invalid_credentials', // Seen in: OpenRouter
    'CREDENTIALS_MISSING', // Seen in: Google, ErrorInfo.reason
    'CONSUMER_SUSPENDED',
    'UnrecognizedClientException', // Source: docs.aws.amazon.com/bedrock, CommonErrors
    'InvalidSignatureException',
    'MissingAuthenticationTokenException',
    'IncompleteSignature',
    'InvalidClientTokenId',
    'account_deactivated', // Seen in: OpenAI
    'deactivated_workspace', // Seen in: ChatGPT plans in Codex
    'organization_deactivated',
    'access_terminated', // Seen in: Kimi Code
    'TEMPORARILY_SUSPENDED', // Seen in: AWS CodeWhisperer
    'unsupported_country_region_territory', // Seen in: OpenAI
    'not_logged_in', // Seen in: Cursor
    'login_required', // Source: OpenID Connect Core §3.1.2.6
  ),
  codedLike(
    // Seen in: OpenAI `invalid_api_key`, Google `API_KEY_INVALID` and `API_KEY_HTTP_REFERRER_BLOCKED`, DashScope
    // `InvalidApiKey`.
    /(?:invalid|incorrect|missing|^no|expired|revoked|wrong|bad|disabled)x?apikey|apikey(?:invalid|missing|expired|notfound|revoked|disabled|deleted|deactivated|serviceblocked|httpreferrer|ipaddress)/,
    // Seen in: TencentCloud: `AuthFailure.SignatureFailure` and its siblings.
    /^authfailure|^autherror/,
    // Seen in: OpenAI `token_expired`, watsonx `authentication_token_expired`, AWS `ExpiredTokenException`, Baidu
    // `invalid_iam_token`.
    /token(?:expired|invalid|revoked|mismatch)|(?:expired|invalid)(?:access|auth|iam|id|security|refresh|session|bearer)?token(?:exception|error)?$/,
  ),
  named('AI_LoadAPIKeyError', 'AuthenticationError', 'UnrecognizedClientException'),
  named('ExpiredTokenException'), // Seen in: AWS
  namedLike(
    /^(?:\w{0,30}Authentication|\w{0,30}Credentials?\w{0,20}|\w{0,30}Unauthori[sz]ed|\w{0,10}TokenRefresh|TokenProvider|Refresh)(?:Error|Exception)$/, // Seen in: Azure Identity, AWS, google-auth
  ),
);

/**
 * Rules for codes of a wrong key or login. They come after the texts about the context and do not count beside a lack of
 * money, because some providers send the code of a login with both.
 */
export const authCodes: readonly Rule[] = [
  rule('code.auth', 'unauthorized', both(wrongKey, not(unpaid))),
];

/**
 * Rules for codes that say that access is denied, but not why. They come after the rules for texts, because a text may
 * give the reason.
 */
export const deniedCodes: readonly Rule[] = [
  rule(
    'code.denied',
    'unauthorized',
    either(
      coded(
        'permission_error', // Source: docs.claude.com/en/api/errors
        'permission_denied', // Seen in: gRPC, OpenRouter
        'IAM_PERMISSION_DENIED', // Seen in: Google, ErrorInfo.reason
        'SERVICE_DISABLED',
        'unauthorized', // Seen in: Mistral, Databricks
        'UnauthorizedOperation', // Seen in: TencentCloud
        'forbidden', // Seen in: Google, Volcengine
        'AccessDeniedException', // Seen in: Bedrock
        'access_denied', // Seen in: DashScope, Volcengine, RFC 6749
        'access_deny', // Seen in: Novita
        'no_permission', // Seen in: Baidu
        'model_access_denied', // Seen in: GitHub Copilot
        'insufficient_permissions', // Seen in: OpenAI
        'VALIDATION_REQUIRED', // Seen in: Google Cloud Code
      ),
      codedLike(/^accessdenied|^unauthorizedoperation/),
      named('AccessDeniedException', 'PermissionDeniedError', 'PermissionDenied', 'Forbidden'),
    ),
  ),
];

const bad =
  '(?:invalid|incorrect|missing|expired|unknown|wrong|bad|no|revoked|malformed|disabled|unauthorized)';

export const authWords: readonly Rule[] = [
  // Texts of a wrong key or login. They count with any status, because gateways pass the error on with a status of
  // their own.
  rule(
    'said.auth',
    'unauthorized',
    said(
      new RegExp(
        String.raw`\b${bad} (?:or \w{1,12} )?(?:x-)?api[- _]?keys?\b|api[- _]?key\b.{0,30}\b(?:invalid|incorrect|missing|expired|not valid|not found|required|not set|not configured|must be set|is unset|revoked|disabled|leaked|suspended|blocked|not exist)`,
      ),
      // Seen in: RFC 6749; google-auth-library (`Could not load the default credentials`), AWS SDKs, botocore.
      /\binvalid_grant\b|\binvalid_rapt\b|\bauthorizationrequired\b/,
      /(?:could not|couldn't|unable to|failed to|cannot|can't) (?:load|find|locate|get|resolve|refresh|retrieve|obtain|validate|verify|decode) (?:\w{1,12} ){0,3}(?:credentials?|access token|auth token|authentication)|failed to extract \w{1,20} from token|default credentials were not found/,
      /(?:token|credentials?|session|login|sso|key|authorization)(?: \w{1,12}){0,5} (?:has |have |is |are |was |were )?(?:been )?(?:already )?(?:expired|revoked|invalid|no longer valid)\b/,
      /(?:missing|invalid|no|expired|bad|incorrect|malformed) (?:\w{1,12} )?(?:authentication|authorization|auth|bearer|oauth|credentials|access[- ]token|auth[- ]token|security token|id[- ]token|refresh[- ]token)|no cookie auth|(?:auth|access|bearer|oauth|refresh|session) ?token.{0,20}(?:not found|missing|not set|required)|request signature we calculated|signature (?:has )?expired/,
      /could not authenticate|could not resolve authentication|authentication (?:failed|required|failure|credentials|method)|(?:failed|unable|not able) to (?:authenticate|(?:get|retrieve|acquire|refresh) (?:a |an |the )?(?:\w{1,12} )?token)|iam certification failed/,
      // The short texts `invalid token` and `login fail` of relays (new-api), which give no more detail; and texts
      // about a closed account, which count with a 429 too.
      /(?:^|\n|: )invalid token(?:\.?(?:$|\n)| \(request)|login fail\b|\b(?:account|organi[sz]ation|workspace) (?:\S{1,60} )?(?:has been |have been |was |is )(?:temporarily |permanently )?(?:suspended|banned|deactivated)/,
      /无效的?(?:令牌|api|密钥|token|key)|(?:令牌|token|密钥|key|api ?key).{0,6}(?:无效|过期|不存在|失效|错误|不正确|验证失败|状态不可用|未提供)|未提供令牌|身份验证|鉴权|认证失败|未授权|未登录|请登录/,
      /認証(?:エラー|に失敗)|apiキー.{0,8}(?:無効|正しく)|인증.{0,6}(?:실패|오류)|유효하지 않은.{0,8}(?:키|토큰)/,
    ),
  ),
  // Texts that ask for a login or a key. They do not count with a 429, because a free service that is full also asks
  // for a login or for the user's own key.
  rule(
    'said.login',
    'unauthorized',
    both(
      not(status(429)),
      said(
        // Seen in: AWS SSO, gcloud, Claude Code, Codex, Copilot, Cline.
        /sso session|please (?:re-?)?(?:log|sign)[- ]?in|(?:log|sign) in again|re-?authenticate|not logged in|login (?:is )?required|you (?:are not|aren't) (?:logged|signed) in|(?:bind|link|verify|activate) your .{0,24}account|(?:run|using) .{0,30}(?:auth|sso|login) login/,
        // Texts of SDKs that find no key before they send a request: `set the OPENAI_API_KEY environment variable`.
        /(?:set|setting|provide|specify|export|configure|pass) (?:\w{1,12} ){0,4}[`'"]?\w{0,24}api[-_ ]?key/,
      ),
    ),
  ),
  // Texts of a general refusal. They count only without a status or with the status 400, 401, 403, 407 or 500.
  rule(
    'said.denied',
    'unauthorized',
    both(
      either(unanswered, status(400, 401, 403, 407, 500)),
      // A text that gives a missing model as another possible reason is excluded. Seen in: OpenAI (`The model does not
      // exist or you do not have access to it.`).
      not(said(/(?:does not exist|not found)\b.{0,20}\bor\b/)),
      said(
        /\bunauthori[sz]ed\b|\bforbidden\b|permission (?:\S{1,80} )?(?:was |is )?denied|not authori[sz]ed|access (?:\w{1,12} ){0,4}denied|user not found|invalid token\b(?! (?:at|in|')| ?<)/,
        /(?:does|do)(?: not|n't) have (?:access|permission|the required)|not have access|insufficient (?:\w{1,16} )?(?:permissions?|scopes?|privileges?)|scope requirement|missing (?:scopes?|permissions?)|(?:is|are) (?:currently )?not (?:allowed|permitted|enabled) for (?:this|your) (?:organi[sz]ation|account|project|key|user)|must be a member|must be verified|not eligible\b|has not been used in project/,
        /(?:account|user|organi[sz]ation|workspace|key|consumer|team)\b.{0,60}(?:suspended|banned|deactivated|disabled|deleted|blocked|locked)|(?:account|access|key)\b.{0,30}terminated|(?:country|region|territory).{0,30}not (?:supported|available|allowed)|ip (?:address )?.{0,30}not (?:allowed|authorized|whitelisted)/,
        /无权|没有.{0,12}权限|权限不足|禁止访问|封禁|禁用|拉黑|黑名单|權限/,
      ),
    ),
  ),
];
