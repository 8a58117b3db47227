/** Credentials whose form alone tells them: in addresses, headers and files. One line a form, with what it is seen in. */
import { commandForms } from './command-forms.ts';
import { type Form, form, opaque } from './form.ts';
import { isName, isOpaque, isPlaceholder, isRandom, isWord } from './looks.ts';

export const forms: readonly Form[] = [
  form(
    'a private key in PEM (RFC 7468)',
    '-----BEGIN',
    /(?<before>-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----)(?<secret>(?:[^-]|-(?!----)){0,4096})/g,
    String.raw`-----BEGIN RSA PRIVATE KEY-----\nSECRET\n-----END RSA PRIVATE KEY-----`,
  ),
  form(
    'a JSON Web Token (RFC 7519)',
    'eyJ',
    /(?<before>(?<![A-Za-z0-9]))(?<secret>(?:%20)?eyJ[\w-]{8,2048}\.[\w-]{4,2048}(?:\.[\w-]{0,1024}){0,3})/g,
    'sent eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.SECRET',
  ),
  form(
    'the user in an address (RFC 3986 §3.2.1), alone',
    '://',
    /(?<before>(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,20}:\/\/)(?!git@)(?<secret>[^\s/@:"'<>]{1,512})(?<after>@)/gi,
    'fetch https://SECRET@git.example/x',
  ),
  form(
    'the user and the password in an address (RFC 3986 §3.2.1)',
    '://',
    /(?<before>(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,20}:\/\/)(?<secret>[^\s/@:"'<>]{0,256}:(?!\d{1,5}(?:[/?#]|$))[^\s"'<>,]{1,512})(?<after>@(?=[\w.-]))/gi,
    'connect to postgres://user:SECRET@db.example/x',
  ),
  form(
    'the user and the password in an address that is encoded',
    '%3A%2F%2F',
    /(?<before>%3A%2F%2F)(?<secret>[\w.~-]{0,256}%3A[\w.~-]{1,512})(?<after>%40)/gi,
    'postgres%3A%2F%2Fuser%3ASECRET%40db.example',
  ),
  form(
    'a user, a password and a host, without a scheme',
    '@',
    /(?<before>(?<![\w/.@:-])[\w.-]{1,40}:)(?<secret>[^\s:@/"'<>]{4,256})(?<after>@(?=[\w-]{1,60}[.:]))/g,
    'proxy user:SECRET@proxy.example:8080',
    opaque,
  ),
  form(
    'basic authentication (RFC 7617)',
    'asic',
    /(?<before>\bbasic\s{1,4})(?<secret>[A-Za-z0-9+/]{12,1024}={0,2})(?![\w-])/gi,
    'sent Basic dXNlcjpzzXNlSECRET',
    (secret) =>
      /\d/.test(secret) ? isRandom(secret.replaceAll(/[+/=]/g, '')) : isOpaque(secret, 12),
  ),
  form(
    'a parameter of an address',
    '=',
    /(?<before>[?&#;](?:api[-_]?key|key|token|auth|access[-_]token|id[-_]token|sig|signature|secret|pass|pwd|sid|session|ticket|jwt|assertion)=)(?<secret>[^&\s"'<>]{1,2048})/gi,
    'https://host.example/x?key=SECRET&alt=sse',
    (secret) => !isPlaceholder(secret) && !(isWord(secret) && secret.length < 12),
  ),
  form(
    'the code of an authorization (RFC 6749 §4.1.2)',
    '=',
    /(?<before>[?&](?:code|state|code_verifier)=)(?<secret>[^&\s"'<>]{8,2048})/gi,
    'https://host.example/cb?code=SECRET&scope=x',
    opaque,
  ),
  form(
    'cookies (RFC 6265)',
    '=',
    /(?<before>\b(?:set-)?cookie2?(?:\\{0,15}["'`]){0,2}\s{0,4}(?:[:=,]|=>|%3A)\s{0,8}(?:[[(]\s{0,8})?(?:\\{0,15}["'`])?)(?<secret>[\w.%$!#&*+~^|-]{1,256}=[^\n"']{1,2048})/gi,
    'Cookie: session=SECRET; theme=dark',
  ),
  form(
    'AWS Signature Version 4',
    '=',
    /(?<before>\b(?:signature|credential)=)(?<secret>[^\s,&"'\\]{4,2048})/gi,
    'authorization: AWS4-HMAC-SHA256 Credential=SECRET/20261124, Signature=SECRET',
    (secret) => !isName(secret),
  ),
  form(
    'an address to which anybody may write',
    '/',
    /(?<before>\b(?:hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)|discord(?:app)?\.com\/api\/webhooks\/\d{1,30}|[\w-]{0,60}\.webhook\.office\.com\/webhookb2|api\.telegram\.org\/bot\d{0,20})[/:])(?<secret>[\w/@:-]{8,512})/g,
    'POST https://hooks.slack.com/services/T0/B0/SECRET',
  ),
  form(
    'a bot of Telegram',
    ':AA',
    /(?<before>(?<![A-Za-z0-9])\d{6,12}:)(?<secret>AA[\w-]{20,64})/g,
    'bot 123456789:AASECRET',
  ),
  form(
    'a bot of Discord',
    '.',
    /(?<before>(?<![A-Za-z0-9]))(?<secret>[MNO][A-Za-z\d]{22,28}\.[\w-]{6}\.[\w-]{27,45})/g,
    'login as MTIzNDU2Nzg5MDEyMzQ1Njc4.abcdef.SECRET',
  ),
  form(
    'a client secret of Entra ID',
    'Q~',
    /(?<before>(?<![\w~.-]))(?<secret>[\w~.]{3}\dQ~[\w~.-]{28,40})/g,
    'sent abc8Q~SECRET',
  ),
  form(
    'a token of Terraform Cloud',
    '.atlasv1.',
    /(?<before>\b[a-z0-9]{14}\.atlasv1\.)(?<secret>[\w=-]{16,100})/gi,
    'sent abcdefghij1234.atlasv1.SECRET',
  ),
  form(
    'the credentials of a registry',
    ':_',
    /(?<before>:_(?:authToken|auth|password)\s{0,3}=\s{0,3}["']?)(?<secret>[^\s"']{4,512})/g,
    '//registry.example/:_authToken=SECRET',
  ),
  form(
    'a key of Mailchimp',
    '-us',
    /(?<before>\b)(?<secret>[0-9a-f]{32}-us\d{1,2})\b/g,
    'sent 0123456789abcdef0123456789abcdef-us12',
  ),
  ...commandForms,
];

/** The text without the credentials that a form tells. */
export function withoutForms(text: string): string {
  let clean = text;
  for (const { needs, pattern, holds } of forms) {
    if (!clean.includes(needs)) continue;
    clean = clean.replace(pattern, (whole, ...rest) => {
      const { before = '', secret = '', after = '' } = rest.at(-1) as Record<string, string>;
      return secret.startsWith('[redacted]') || !holds(secret)
        ? whole
        : `${before}[redacted]${after}`;
    });
  }
  return clean;
}
