/** Knowledge that is a status alone. Sources: RFC 9110 §15, RFC 6585 (429), RFC 8470 (425). */
import { sign, status } from '../rows/row.ts';
import { section } from '../rows/section.ts';

const rfc = (section: string): string => `RFC 9110 §15.${section}`;
const cloudflare = 'developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors';

export const statuses = [
  section('status', 'invalidRequest', [
    status(495, 'nginx', 'nginx.org/en/docs/http/ngx_http_ssl_module.html'), // The certificate of the client is wrong.
    status(526, 'cloudflare', cloudflare), // The certificate of the server behind Cloudflare is wrong.
  ]),
  section('status', 'unauthorized', [status(401, 'http', rfc('5.2')), status(403, 'http', rfc('5.4')), status(407, 'http', rfc('5.8'))]),
  section('status', 'quotaExceeded', [status(402, 'http', rfc('5.3'))]),
  section('status', 'contextOverflow', [status(413, 'http', rfc('5.14'))]),
  section('status', 'contentFiltered', [status(446, 'portkey', 'portkey.ai/docs/product/guardrails'), status(451, 'stepfun', 'platform.stepfun.com/docs/error-codes')]),
  section('status', 'timeout', [status(408, 'http', rfc('5.9')), status(504, 'http', rfc('6.5')), status(522, 'cloudflare', cloudflare), status(524, 'cloudflare', cloudflare), status(598, 'proxy', 'en.wikipedia.org/wiki/List_of_HTTP_status_codes')]),
  section('status', 'serverError', [status(409, 'http', rfc('5.10')), status(425, 'http', 'RFC 8470 §5.2'), status(499, 'nginx', 'nginx/nginx/src/http/ngx_http_request.h')]),
  section('status', 'rateLimited', [status(429, 'http', 'RFC 6585 §4')]),
  section('status', 'overloaded', [status(529, 'anthropic', 'docs.claude.com/en/api/errors')]),
  section('status', 'invalidRequest', [status(501, 'http', rfc('6.2')), status(505, 'http', rfc('6.6')), status(511, 'http', 'RFC 6585 §6')]),
  section('status', 'serverError', [sign('5xx', ({ status: found = 0 }) => found >= 500 && found <= 599, 'http', rfc('6'), { status: 500 })]),
  section('status', 'invalidRequest', [sign('4xx', ({ status: found = 0 }) => found >= 400 && found <= 499, 'http', rfc('5'), { status: 400 })]),
];
