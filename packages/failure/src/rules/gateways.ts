/**
 * Gateways that answer 5xx and pass on the upstream's error: LiteLLM, OpenRouter, one-api, Portkey, Databricks. The
 * upstream's status decides, or a class name that stands for it. Exception: an error that also shows a transient sign.
 */
import { lasts } from '../evidence/status.ts';
import {
  both,
  coded,
  either,
  named,
  not,
  type Rule,
  rule,
  said,
  status,
  type Test,
} from './rule.ts';

const refusedWith =
  (...statuses: number[]): Test =>
  ({ refusal }) =>
    refusal !== undefined && statuses.includes(refusal);

const anyRefusal: Test = ({ refusal }) => refusal !== undefined;

/** Classes of openai-python, which LiteLLM and most Python gateways use. Those of google.api_core have no suffix. */
const refusing = named(
  'BadRequestError',
  'NotFoundError',
  'UnprocessableEntityError',
  'UnsupportedParamsError',
  'InvalidRequestError',
  'InvalidArgument',
  'ValidationException',
);

/** Signs of a transient error. With one of them the upstream's refusal does not decide, because the error may pass. */
const passing = either(
  ({ others }) => !others.every(lasts),
  named('RateLimitError', 'ServiceUnavailableError', 'APITimeoutError', 'ThrottlingException'),
  coded(
    'rate_limit_error',
    'rate_limit_exceeded',
    'overloaded_error',
    'resource_exhausted',
    'unavailable',
  ),
  said(/rate[- ]?limit|overloaded|try again (?:later|shortly|soon|in )|temporar|timed out|稍后/),
);

export const gatewayRules: readonly Rule[] = [
  rule('gateway.auth', 'unauthorized', refusedWith(401, 403, 407)),
  rule('gateway.quota', 'quotaExceeded', refusedWith(402)),
  rule('gateway.overflow', 'contextOverflow', refusedWith(413)),
  rule('gateway.content', 'contentFiltered', refusedWith(451)),
  rule('gateway.invalid', 'invalidRequest', both(anyRefusal, not(passing))),
  rule(
    'gateway.class',
    'invalidRequest',
    both(status(500, 502, 503), either(refusing, coded('invalid_argument')), not(passing)),
  ),
  rule(
    'gateway.code',
    'invalidRequest',
    both(status(500, 502), coded('invalid_request_error', 'bad_request_error'), not(passing)),
  ),
];
