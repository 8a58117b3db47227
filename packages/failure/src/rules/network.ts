/**
 * Rules for failed connections. The kind is permanent for a wrong certificate or address, and transient for all other
 * failures.
 */
import { coded, codedLike, either, type Rule, rule, said, thrown } from './rule.ts';

/**
 * Rules for wrong certificates and addresses. They come before the rules for texts of failed connections, because one
 * text may contain both: `Failed to connect to host: SELF_SIGNED_CERT_IN_CHAIN`.
 */
export const certificateRules: readonly Rule[] = [
  rule(
    'network.certificate',
    'invalidRequest',
    either(
      coded(
        'DEPTH_ZERO_SELF_SIGNED_CERT', // Source: nodejs.org/api/tls.html#x509-certificate-error-codes
        'SELF_SIGNED_CERT_IN_CHAIN',
        'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
        'HOSTNAME_MISMATCH',
        'INVALID_CA',
        'INVALID_PURPOSE',
        'PATH_LENGTH_EXCEEDED',
      ),
      codedLike(
        /^unabletoget(?:issuercert|crl)|^cert(?:hasexpired|notyetvalid|untrusted|revoked|rejected|signaturefailure|chaintoolong)|^errtlscert|^errcert/,
      ),
    ),
  ),
  rule(
    'said.certificate',
    'invalidRequest',
    said(
      // Seen in: OpenSSL, Go (`x509: certificate signed by unknown authority`), Python, Rust (`invalid peer
      // certificate`), browsers.
      /self[- ]signed certificate|certificate (?:has |is )?(?:expired|revoked|untrusted|not (?:yet )?(?:valid|trusted))|unable to (?:verify|get (?:local )?issuer)|certificate[_ ]verify[_ ]failed|\bx509: |invalid peer certificate|unknown (?:certificate authority|issuer)|hostname\/ip does not match|certificate (?:common )?name mismatch|certificate subject name|net::err_cert_|untrusted root|tlsv1 alert unknown ca/,
    ),
  ),
  // An address that can't be requested. Sources: nodejs.org/api/errors.html; WHATWG URL.
  rule(
    'network.address',
    'invalidRequest',
    either(
      coded('ERR_INVALID_URL', 'ERR_INVALID_ARG_TYPE', 'ERR_INVALID_CHAR', 'ERR_INVALID_PROTOCOL'),
      said(/invalid url|failed to parse url|unsupported protocol scheme/),
    ),
  ),
];

/** Rules for codes of Node, undici and Bun. A code counts along the cause chain or in a text. */
export const networkRules: readonly Rule[] = [
  rule(
    'network.timeout',
    'timeout',
    coded(
      'ETIMEDOUT',
      'ESOCKETTIMEDOUT',
      'UND_ERR_CONNECT_TIMEOUT',
      'UND_ERR_HEADERS_TIMEOUT',
      'UND_ERR_BODY_TIMEOUT',
      'ERR_SOCKET_CONNECTION_TIMEOUT',
      'ConnectionTimeout',
      'Timeout',
    ),
  ),
  rule(
    'network.reset',
    'network',
    coded(
      'ECONNRESET',
      'ECONNABORTED',
      'EPIPE',
      'UND_ERR_SOCKET',
      'UND_ERR_CLOSED',
      'UND_ERR_DESTROYED',
      'ConnectionReset',
      'ERR_SOCKET_CLOSED',
      'ERR_NETWORK',
      'ERR_HTTP2_GOAWAY_SESSION',
      'ERR_HTTP2_SESSION_ERROR',
      'ERR_HTTP2_INVALID_SESSION',
    ),
  ),
  rule(
    'network.refused',
    'network',
    coded(
      'ECONNREFUSED',
      'ConnectionRefused',
      'EHOSTUNREACH',
      'EHOSTDOWN',
      'ENETUNREACH',
      'ENETDOWN',
      'ENETRESET',
      'EADDRNOTAVAIL',
      'FailedToOpenSocket',
    ),
  ),
  rule('network.name', 'network', coded('ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'DNSException')),
  // Source: net/base/net_error_list.h of Chromium.
  rule(
    'network.chromium',
    'network',
    codedLike(
      /^err(?:connection|internetdisconnected|namenotresolved|nameresolution|network|address|proxyconnection|tunnelconnection|timedout|emptyresponse|http2|quic|incompletechunked|contentlengthmismatch)/,
    ),
  ),
  rule('network.tls', 'network', codedLike(/^eproto$|^errssl/)),
  // Seen in: openai and @anthropic-ai/sdk (`APIConnectionTimeoutError`), undici (`HeadersTimeoutError`), AI Gateway
  // (`GatewayTimeoutError`), the clients by Speakeasy (`RequestTimeoutError`), cohere-ai.
  rule('name.timeout', 'timeout', ({ thrown: names }) =>
    names.some((name) => /^\w{1,30}Timeout(?:Response)?Error$/.test(name.slice(0, 100))),
  ),
  // Seen in: openai, undici, the clients by Speakeasy.
  rule('name.network', 'network', thrown('APIConnectionError', 'SocketError', 'ConnectionError')),
];

export const networkWords: readonly Rule[] = [
  rule(
    'said.network',
    'network',
    said(
      /\b(?:econnreset|econnrefused|etimedout|epipe|enotfound|eai_again|ehostunreach|enetunreach|und_err_\w{2,30})\b|socket (?:hang up|closed|connection|error|timeout)|connection (?:was |has been |unexpectedly |attempt )?(?:reset|refused|error|lost|aborted|failed|dropped|terminated|closed)/,
      /fetch failed|failed to fetch|network ?(?:error|request failed|connection|is unreachable|changed)|(?:unable|failed|could not|cannot|can't) (?:to )?(?:connect|reach)|getaddrinfo|dns (?:lookup|resolution|error|failure)|name resolution|no such host|no route to host|host is unreachable|broken pipe|ssl routines|tls (?:connect|handshake)|load failed|error sending request|transport error|proxy (?:error|connection)|connect attempts/,
      /网络(?:错误|异常|连接)|连接(?:错误|失败|超时|中断|被重置)|ネットワーク|네트워크/,
    ),
  ),
];
