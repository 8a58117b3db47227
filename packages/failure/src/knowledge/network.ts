/** Knowledge about failed connections: permanent for a wrong certificate or address, transient for all others. */
import { code, phrase, thrown } from '../rows/row.ts';
import { section } from '../rows/section.ts';

/** Wrong certificates. They come before texts of failed connections, because one text may contain both. */
export const certificateCodes = section('certificate', 'invalidRequest', [
  code('DEPTH_ZERO_SELF_SIGNED_CERT', 'node', 'nodejs.org/api/tls.html#x509-certificate-error-codes'),
  code('SELF_SIGNED_CERT_IN_CHAIN', 'node', 'nodejs.org/api/tls.html#x509-certificate-error-codes'),
  code('UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'node', 'nodejs.org/api/tls.html#x509-certificate-error-codes'),
  code('HOSTNAME_MISMATCH', 'node', 'nodejs.org/api/tls.html#x509-certificate-error-codes'),
  code('INVALID_CA', 'node', 'nodejs.org/api/tls.html#x509-certificate-error-codes'),
  code('INVALID_PURPOSE', 'node', 'nodejs.org/api/tls.html#x509-certificate-error-codes'),
  code('PATH_LENGTH_EXCEEDED', 'node', 'nodejs.org/api/tls.html#x509-certificate-error-codes'),
  code(/^unabletoget(?:issuercert|crl)/, 'node', 'nodejs.org/api/tls.html#x509-certificate-error-codes', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'),
  code(/^cert(?:hasexpired|notyetvalid|untrusted|revoked|rejected|signaturefailure|chaintoolong)/, 'node', 'nodejs.org/api/tls.html#x509-certificate-error-codes', 'CERT_HAS_EXPIRED'),
  code(/^errtlscert/, 'node', 'nodejs.org/api/errors.html#err_tls_cert_altname_invalid', 'ERR_TLS_CERT_ALTNAME_INVALID'),
  code(/^errcert/, 'chromium', 'chromium/chromium/net/base/net_error_list.h', 'ERR_CERT_AUTHORITY_INVALID'),
]);

export const certificatePhrases = section('certificate', 'invalidRequest', [
  phrase(/self[- ]signed certificate/, 'node', 'anthropics/claude-code#8054', 'self signed certificate in certificate chain'),
  phrase(/certificate (?:has |is )?(?:expired|revoked|untrusted|not (?:yet )?(?:valid|trusted))/, 'ollama', 'ollama/ollama#3334', 'tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2024-03-25T07:29:23Z is after 2024-03-25T07:17:47Z'),
  phrase(/unable to (?:verify|get (?:local )?issuer)/, 'node', 'Mintplex-Labs/anything-llm#886', 'OpenAI:listModels unable to get local issuer certificate'),
  phrase(/certificate[_ ]verify[_ ]failed/, 'python', 'BerriAI/litellm#9848', '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed'),
  phrase(/certificate is invalid|certificate verification failed/, 'claude-code', 'anthropics/claude-code', 'SSL certificate verification failed'),
  phrase(/\bx509: /, 'go', 'ollama/ollama#9101', 'tls: failed to verify certificate: x509: certificate signed by unknown authority'),
  phrase(/invalid peer certificate/, 'rustls', 'atuinsh/atuin#1142', 'invalid peer certificate: UnknownIssuer'),
  phrase(/unknown (?:certificate authority|issuer)|untrusted root/, 'go', 'golang/go/src/crypto/tls/alert.go', 'remote error: tls: unknown certificate authority'),
  phrase(/hostname\/ip does not match|certificate (?:common )?name mismatch/, 'node', 'sindresorhus/got#2233', "Hostname/IP does not match certificate's altnames: Host: target.domain.com. is not in the cert's altnames: DNS:source.domain.com"),
  phrase(/certificate subject name/, 'curl', 'curl/curl/lib/vtls/openssl.c', "SSL: certificate subject name 'example.com' does not match target host name 'api.example.com'"),
  phrase(/net::err_cert_/, 'chromium', 'chromium/chromium/net/base/net_error_list.h', 'net::ERR_CERT_'),
  phrase(/tlsv1 alert unknown ca/, 'openssl', 'openssl/openssl/ssl/ssl_err.c', 'tlsv1 alert unknown ca'),
]);

/** An address that can't be requested. */
export const wrongAddresses = section('address', 'invalidRequest', [
  code('ERR_INVALID_URL', 'node', 'nodejs.org/api/errors.html#err_invalid_url'),
  code('ERR_INVALID_ARG_TYPE', 'node', 'nodejs.org/api/errors.html#err_invalid_arg_type'),
  code('ERR_INVALID_CHAR', 'node', 'nodejs.org/api/errors.html#err_invalid_char'),
  code('ERR_INVALID_PROTOCOL', 'node', 'nodejs.org/api/errors.html#err_invalid_protocol'),
  phrase(/invalid url/, 'node', 'nodejs/undici/lib/web/fetch/request.js', 'Invalid URL'),
  phrase(/failed to parse url/, 'node', 'nodejs/undici/lib/web/fetch/request.js', 'Failed to parse URL from /api/pg-meta/default/query?key='),
  phrase(/unsupported protocol scheme/, 'go', 'danielmiessler/Fabric#1038', 'Get "localhost:11434": unsupported protocol scheme "localhost"'),
]);

/** Codes of Node, undici, Bun and Chromium. A code counts along the cause chain or in a text. */
export const socketTimeouts = section('timeout', 'timeout', [
  code('ETIMEDOUT', 'node', 'nodejs.org/api/errors.html#common-system-errors'),
  code('ESOCKETTIMEDOUT', 'request', 'request/request/request.js'),
  code('UND_ERR_CONNECT_TIMEOUT', 'undici', 'nodejs/undici/docs/docs/api/Errors.md'),
  code('UND_ERR_HEADERS_TIMEOUT', 'undici', 'nodejs/undici/docs/docs/api/Errors.md'),
  code('UND_ERR_BODY_TIMEOUT', 'undici', 'nodejs/undici/docs/docs/api/Errors.md'),
  code('ERR_SOCKET_CONNECTION_TIMEOUT', 'node', 'nodejs.org/api/errors.html#err_socket_connection_timeout'),
  code('ConnectionTimeout', 'bun', 'oven-sh/bun/src/http.zig'),
  thrown(/^\w{1,30}Timeout(?:Response)?Error$/, 'openai', 'openai/openai-node/src/core/error.ts', 'APIConnectionTimeoutError'),
]);

export const networkCodes = section('network', 'network', [
  code('ECONNRESET', 'node', 'nodejs.org/api/errors.html#common-system-errors'),
  code('ECONNABORTED', 'node', 'nodejs.org/api/os.html#error-constants'),
  code('EPIPE', 'node', 'nodejs.org/api/errors.html#common-system-errors'),
  code('UND_ERR_SOCKET', 'undici', 'nodejs/undici/docs/docs/api/Errors.md'),
  code('UND_ERR_CLOSED', 'undici', 'nodejs/undici/docs/docs/api/Errors.md'),
  code('UND_ERR_DESTROYED', 'undici', 'nodejs/undici/docs/docs/api/Errors.md'),
  code('ConnectionReset', 'bun', 'oven-sh/bun/src/http.zig'),
  code('ERR_SOCKET_CLOSED', 'node', 'nodejs.org/api/errors.html#err_socket_closed'),
  code('ERR_NETWORK', 'axios', 'axios/axios/lib/core/AxiosError.js'),
  code('ERR_HTTP2_GOAWAY_SESSION', 'node', 'nodejs.org/api/errors.html#err_http2_goaway_session'),
  code('ERR_HTTP2_SESSION_ERROR', 'node', 'nodejs.org/api/errors.html#err_http2_session_error'),
  code('ERR_HTTP2_INVALID_SESSION', 'node', 'nodejs.org/api/errors.html#err_http2_invalid_session'),
  code('ECONNREFUSED', 'node', 'nodejs.org/api/errors.html#common-system-errors'),
  code('ConnectionRefused', 'bun', 'oven-sh/bun#34397'),
  code('EHOSTUNREACH', 'node', 'nodejs.org/api/os.html#error-constants'),
  code('EHOSTDOWN', 'node', 'docs.libuv.org/en/v1.x/errors.html'),
  code('ENETUNREACH', 'node', 'nodejs.org/api/os.html#error-constants'),
  code('ENETDOWN', 'node', 'nodejs.org/api/os.html#error-constants'),
  code('ENETRESET', 'node', 'nodejs.org/api/os.html#error-constants'),
  code('EADDRNOTAVAIL', 'node', 'nodejs.org/api/os.html#error-constants'),
  // This process or its machine has no descriptors, buffers or memory left. That passes, and no request was refused.
  code('EMFILE', 'node', 'nodejs.org/api/errors.html#common-system-errors'),
  code('ENFILE', 'node', 'nodejs.org/api/os.html#error-constants'),
  code('ENOBUFS', 'node', 'nodejs.org/api/os.html#error-constants'),
  code('ENOMEM', 'node', 'nodejs.org/api/os.html#error-constants'),
  code('EAI_MEMORY', 'node', 'docs.libuv.org/en/v1.x/errors.html'),
  code('FailedToOpenSocket', 'bun', 'oven-sh/bun#3327'),
  code('ENOTFOUND', 'node', 'nodejs.org/api/errors.html#common-system-errors'),
  code('EAI_AGAIN', 'node', 'docs.libuv.org/en/v1.x/errors.html'),
  code('EAI_FAIL', 'node', 'docs.libuv.org/en/v1.x/errors.html'),
  code('DNSException', 'bun', 'oven-sh/bun/src/bun.js/api/bun/dns_resolver.zig'),
  code(/^err(?:connection|internetdisconnected|namenotresolved|nameresolution|network|address|proxyconnection|tunnelconnection|timedout|emptyresponse|http2|quic|incompletechunked|contentlengthmismatch)/, 'chromium', 'chromium/chromium/net/base/net_error_list.h', 'ERR_CONNECTION_RESET'),
  code(/^eproto$/, 'node', 'nodejs.org/api/os.html#error-constants', 'EPROTO'),
  code(/^errssl/, 'chromium', 'chromium/chromium/net/base/net_error_list.h', 'ERR_SSL_PROTOCOL_ERROR'),
]);

export const networkNames = section('network', 'network', [thrown('APIConnectionError', 'openai', 'openai/openai-node/src/core/error.ts'), thrown('SocketError', 'undici', 'nodejs/undici/docs/docs/api/Errors.md'), thrown('ConnectionError', 'mistral', 'mistralai/client-ts/src/models/errors/httpclienterrors.ts')]);

export const networkPhrases = section('network', 'network', [
  phrase(/socket (?:hang up|closed|connection|error|timeout)/, 'node', 'nodejs/node/lib/_http_client.js', 'socket hang up'),
  phrase(/connection (?:was |has been |unexpectedly |attempt )?(?:reset|refused|error|lost|aborted|failed|dropped|terminated|closed)/, 'openrouter', 'openrouter.ai/docs/api-reference/errors', 'Network connection lost.'),
  phrase(/fetch failed/, 'undici', 'nodejs/undici/lib/web/fetch/index.js', 'fetch failed'),
  phrase(/failed to send (?:a |the |your )?request/, 'supabase', 'supabase/functions-js/src/types.ts', 'Failed to send a request to the Edge Function'),
  phrase(/bad[ _]record[ _]mac|ssl(?:v3)? alert (?!(?:bad )?certificate|unknown ca)/, 'openssl', 'openssl/openssl/ssl/ssl_stat.c', 'sslv3 alert bad record mac (_ssl.c:2580)'),
  phrase(/hyper::error\(|channelclosed/, 'hyper', 'hyperium/hyper/src/error.rs', 'hyper::Error(ChannelClosed)'),
  phrase(/error connecting to|无法连接/, 'librechat', 'danny-avila/LibreChat', 'error connecting to server, try refreshing the page'),
  phrase(/failedtoopensocket|typo in the url or port/, 'bun', 'oven-sh/bun/src/http.zig', 'Was there a typo in the url or port?'),
  phrase(/failed to fetch/, 'chromium', 'vercel/ai/packages/provider-utils/src/handle-fetch-error.test.ts', 'Failed to fetch'),
  phrase(/network ?(?:error|request failed|connection|is unreachable|changed)/, 'openrouter', 'openrouter.ai/docs/api-reference/errors', 'Network connection'),
  phrase(/(?:unable|failed|could not|cannot|can't) (?:to )?(?:connect|reach)|connect attempts/, 'curl', 'curl/curl/lib/connect.c', "Failed to connect to 127.0.0.1 port 1 after 0 ms: Couldn't connect to server"),
  phrase(/getaddrinfo/, 'node', 'Kilo-Org/kilocode#1178', 'getaddrinfo'),
  phrase(/dns (?:lookup|resolution|error|failure)/, 'grpc', 'googleapis/python-speech#15', 'DNS resolution failed'),
  phrase(/name resolution/, 'python', 'BerriAI/litellm#2642', '[Errno -3] Temporary failure in name resolution'),
  phrase(/no such host/, 'go', 'ollama/ollama#424', 'dial tcp: lookup localhost: no such host'),
  phrase(/no route to host/, 'python', 'flatplanet/Django_ChatGPT#6', '[Errno 113] No route to host'),
  phrase(/too many open files/, 'go', 'golang/go#24406', 'dial tcp: socket: too many open files'),
  phrase(/no buffer space available/, 'python', 'man7.org/linux/man-pages/man3/errno.3.html', '[Errno 105] No buffer space available'),
  phrase(/host is unreachable/, 'musl', 'bminor/musl/src/errno/__strerror.h', 'Host is unreachable'),
  phrase(/broken pipe/, 'python', 'soachishti/moss.py#39', 'BrokenPipeError: [Errno 32] Broken pipe'),
  phrase(/ssl routines/, 'openssl', 'openssl/openssl#6805', 'error:1408F10B:SSL routines:ssl3_get_record:wrong version number:../ssl/record/ssl3_record.c:252:'),
  phrase(/tls (?:connect|handshake)/, 'node', 'nodejs/node/lib/_tls_wrap.js', 'Client network socket disconnected before secure TLS connection was established'),
  phrase(/load failed/, 'node', 'WebKit/WebKit', 'Load failed'),
  phrase(/error sending request/, 'reqwest', 'atuinsh/atuin#1142', 'error sending request for url (https://mydomain.example.com/user/myuser)'),
  phrase(/transport error/, 'tonic', 'hyperium/tonic/tonic/src/transport/error.rs', 'transport error'),
  phrase(/proxy (?:error|connection)/, 'proxy-agents', 'TooTallNate/proxy-agents/packages/https-proxy-agent/src/parse-proxy-response.ts', 'Proxy connection ended'),
  phrase(/网络(?:错误|异常|连接)/, 'zhipu', 'docs.bigmodel.cn/cn/api/api-code', '网络错误，错误id：123，请联系客服'),
  phrase(/连接(?:错误|失败|超时|中断|被重置)/, 'lobe-chat', 'lobehub/lobe-chat/locales/zh-CN/error.json', 'Ollama 服务连接失败，请检查 Ollama 是否运行正常，或是否正确设置 Ollama 的跨域配置'),
  phrase(/ネットワーク/, 'omnichat', 'HeavenTTT/Gemini-OmniChat-auto/utils/locales/ja/error.ts', 'ネットワークの问题。接続またはCORSを确认してください。'),
  phrase(/네트워크/, 'roo-code', 'RooCodeInc/Roo-Code/src/i18n/locales/ko/common.json', '인터넷 연결이 없습니다. 네트워크 연결을 확인하고 다시 시도해 주세요.'),
]);
