/**
 * Rules for gateways that answer 5xx and pass on the upstream's error. Seen in: LiteLLM, OpenRouter, one-api, Portkey,
 * Databricks. The kind follows from the upstream's status, or from a class name or code that stands for a status.
 * Exception: an error that also shows a transient sign.
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

/**
 * Error classes of openai-python, which LiteLLM and most Python gateways use, and of google.api_core, whose class names
 * have no suffix (`InvalidArgument`).
 */
const refusing = named(
  'BadRequestError',
  'NotFoundError',
  'UnprocessableEntityError',
  'UnsupportedParamsError',
  'InvalidRequestError',
  'InvalidArgument',
  'ValidationException',
);

/**
 * Signs of a transient error. If one of them is present, the upstream's refusal does not decide the kind, because the
 * error may pass.
 */
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
