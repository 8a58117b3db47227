/**
 * Knowledge about gateways that answer 5xx and pass on the upstream's error. The kind follows from the upstream's
 * status, or from a class name or code that stands for a status, unless the error also shows that it may pass.
 */
import { plain } from '../evidence/evidence.ts';
import { lasts } from '../evidence/status.ts';
import { condition, either, says, withStatus } from '../rows/condition.ts';
import { code, name, type Row, sign } from '../rows/row.ts';
import { section } from '../rows/section.ts';

const litellm = 'BerriAI/litellm/litellm/exceptions.py';
const openaiPython = 'openai/openai-python/src/openai/_exceptions.py';
const openrouter = 'openrouter.ai/docs/api-reference/errors';

/** The status of the server behind a gateway, in a text of the gateway. */
const upstream = (status: number): Row =>
  sign(`upstream-${status}`, ({ refusal }) => refusal === status, 'litellm', litellm, {
    status: 500,
    message: `Provider returned status code: ${status}`,
  });

const passingClasses = ['RateLimitError', 'ServiceUnavailableError', 'APITimeoutError', 'ThrottlingException'];

const passingCodes = ['rate_limit_error', 'rate_limit_exceeded', 'overloaded_error', 'resource_exhausted', 'unavailable'].map(plain);

/** The error may pass: the upstream's refusal does not decide then. */
const mayPass = condition(
  'a sign that it may pass',
  either(
    ({ others }) => !others.every(lasts),
    ({ names }) => names.some((found) => passingClasses.includes(found)),
    ({ codes }) => codes.some((found) => passingCodes.includes(found)),
    says(/rate[- ]?limit|overloaded|try again (?:later|shortly|soon|in )|temporar|timed out|稍后/),
  ),
);

export const gateways = [
  section('gateway', 'unauthorized', [upstream(401), upstream(403), upstream(407)]),
  section('gateway', 'quotaExceeded', [upstream(402)]),
  section('gateway', 'contextOverflow', [upstream(413)]),
  section('gateway', 'contentFiltered', [upstream(451)]),
  section(
    'gateway',
    'invalidRequest',
    [
      sign('upstream-4xx', ({ refusal }) => refusal !== undefined, 'openrouter', openrouter, {
        status: 502,
        message: 'Provider returned status code: 400',
      }),
    ],
    { unless: [mayPass] },
  ),
  section(
    'gateway',
    'invalidRequest',
    [
      name('BadRequestError', 'litellm', litellm),
      name('NotFoundError', 'litellm', litellm),
      name('UnprocessableEntityError', 'openai', openaiPython),
      name('UnsupportedParamsError', 'litellm', litellm),
      name('InvalidRequestError', 'litellm', litellm),
      name('InvalidArgument', 'google', 'googleapis/python-api-core/google/api_core/exceptions.py', 'google.api_core.exceptions.InvalidArgument'),
      name('ValidationException', 'bedrock', 'docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html'),
      code('invalid_argument', 'grpc', 'grpc.github.io/grpc/core/md_doc_statuscodes.html'),
    ],
    { only: [withStatus(500, 502, 503)], unless: [mayPass], beside: { status: 500 } },
  ),
  section('gateway', 'invalidRequest', [code('invalid_request_error', 'openai', 'platform.openai.com/docs/guides/error-codes'), code('bad_request_error', 'minimax', 'platform.minimax.io/docs/api-reference/errorcode')], { only: [withStatus(500, 502)], unless: [mayPass], beside: { status: 500 } }),
];
