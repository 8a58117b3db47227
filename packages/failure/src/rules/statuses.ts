/** Rules that decide by the HTTP status alone. Sources: RFC 9110 §15, RFC 6585 (429), RFC 8470 (425). */
import { type Rule, rule, status, statusFrom } from './rule.ts';

export const statusRules: readonly Rule[] = [
  // 526 (Cloudflare): the certificate of the server behind Cloudflare is wrong. 495 (nginx): the client's certificate
  // is wrong.
  rule('status.certificate', 'invalidRequest', status(495, 526)),
  rule('status.auth', 'unauthorized', status(401, 403, 407)),
  rule('status.payment', 'quotaExceeded', status(402)),
  rule('status.tooLarge', 'contextOverflow', status(413)),
  // 451 is the status of StepFun's moderation, and 446 that of Portkey's guardrails.
  rule('status.content', 'contentFiltered', status(446, 451)),
  // Cloudflare sends 522 and 524, and a proxy sends 598.
  rule('status.timeout', 'timeout', status(408, 504, 522, 524, 598)),
  rule('status.conflict', 'serverError', status(409, 425, 499)),
  rule('status.rateLimit', 'rateLimited', status(429)),
  // 529 is a status of Anthropic.
  rule('status.overloaded', 'overloaded', status(529)),
  rule('status.unsupported', 'invalidRequest', status(501, 505, 511)),
  rule('status.server', 'serverError', statusFrom(500, 599)),
  rule('status.client', 'invalidRequest', statusFrom(400, 499)),
];
