/** The words that say that a credential stands beside them, and how much they say. */

/**
 * What the value beside a name may be.
 *
 * - `password`: anything, because people choose passwords
 * - `secret`: the same, but in a sentence it may be a thing with a name
 * - `phrase`: several words
 * - `pass`: anything in quotes or behind `=`, because it is a verb too
 * - `code`: four to eight digits, or as a key
 * - `key`: anything but a word, because programs make keys
 * - `token`: letters and digits, because there are tokens of text too
 * - `weak`: only what a generator writes
 */
export type Strength =
  | 'password'
  | 'secret'
  | 'phrase'
  | 'pass'
  | 'code'
  | 'key'
  | 'token'
  | 'weak';

/** Words after the name that change nothing: `api_key_value`, `TOKEN_PROD`. */
const tails: ReadonlySet<string> = new Set(
  'value val header string str text raw plain hash hashed encoded base64 b64 old new current previous prod production live test dev staging primary secondary backup default env var param field secure base id'.split(
    ' ',
  ),
);

/** `<word> key` is a credential. */
const keys: ReadonlySet<string> = new Set(
  'api auth authentication authorization access secret private account subscription session shared master license licence signing encryption decryption client app application consumer service storage admin deploy ssh rest security server web webhook hmac rsa aes jwt integration personal project provider model user openai anthropic azure google gemini groq mistral cohere deepseek openrouter xai aws gcp connection management query ocp apim functions function bot feed product activation serial ingest ingestion live test publishable restricted instrumentation'.split(
    ' ',
  ),
);

/** `<word> key` is none: a key of a table, a map, a keyboard. */
const otherKeys: ReadonlySet<string> = new Set(
  'primary foreign public partition sort cache idempotency object map dict json duplicate routing unknown unexpected extra property config index row hash range group candidate composite unique missing required translation message i18n sorting lookup dedup dedupe prompt shard error status data any each same different keyword registry cached react'.split(
    ' ',
  ),
);

/** `<word> token` is a credential. */
const tokens: ReadonlySet<string> = new Set(
  'access refresh auth authentication authorization api bearer id identity session security csrf xsrf personal private push bot service deploy deployment oauth oauth2 jwt sas device verification verify reset registration secret user client app application admin login remember web upload download github gitlab npm slack hf hub huggingface vault root agent install installation impersonation sync webhook job ci pat amz amzn goog aad ad azure replicate vercel sts'.split(
    ' ',
  ),
);

/** `<word> token` is none: a token of text, a parser's, a page's. */
const otherTokens: ReadonlySet<string> = new Set(
  'max min maximum minimum unexpected next previous prev unknown special eos bos pad unk mask stop page continuation continue pagination cursor prompt completion input output total cached cache reasoning thinking text audio image per first last each single every one new generated expected illegal unrecognized invalid-json syntax end start number sampled logprob top budget starting ending marker'.split(
    ' ',
  ),
);

/** `<word> code` is a credential. */
const codes: ReadonlySet<string> = new Set(
  'authorization auth verification security otp recovery backup device fa mfa step totp login access time confirmation reset pin invite sms passcode'.split(
    ' ',
  ),
);

/** `<word> phrase`, or words, is a credential. */
const phrases: ReadonlySet<string> = new Set(
  'seed recovery secret pass backup mnemonic'.split(' '),
);

const simple: Readonly<Record<string, Strength>> = {
  authorization: 'key',
  authorisation: 'key',
  credential: 'token',
  credentials: 'token',
  creds: 'token',
  auth: 'token',
  authentication: 'token',
  cookie: 'token',
  bearer: 'token',
  jwt: 'token',
  signature: 'token',
  sig: 'token',
  hmac: 'token',
  sas: 'token',
  csrf: 'token',
  xsrf: 'token',
  assertion: 'token',
  verifier: 'token',
  otp: 'code',
  totp: 'code',
  pin: 'code',
  pat: 'token',
  passkey: 'key',
  passcode: 'code',
  mnemonic: 'phrase',
  session: 'weak',
  secret: 'secret',
  secrets: 'secret',
  pass: 'pass',
};

const password = /(?:passw(?:or)?d|passwort|pwd|psw|passwds|kennwort)s?$/;

/** Names written as one word: `apikey`, `authtoken`, `clientsecret`, `phpsessid`. */
const glued =
  /(?:api|auth|access|secret|private|account|subscription|session|sess|shared|master|licen[sc]e|signing|encryption|client|app|consumer|service|storage|admin|deploy|refresh|bearer|csrf|xsrf|user|id|security|x)(key|token|secret|pass|id|code)s?$/;

/** The words of a name: `X-Goog-Api-Key`, `apiKey`, `APIKey`, `api.key`. */
export const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => word.replace(/^\d{1,4}(?=[a-z])/, '').replace(/(?<=[a-z]{3})\d{1,2}$/, ''))
    .filter((word) => word !== '' && !/^\d+$/.test(word));

/**
 * What a name says of the value beside it; undefined if it names no credential.
 *
 * @param words of the name, and of the prose before it
 */
export function strengthOf(words: readonly string[]): Strength | undefined {
  let length = words.length;
  while (length > 1 && tails.has(words[length - 1] as string)) length--;
  const last = words[length - 1] ?? '';
  const before = words[length - 2] ?? '';
  const own = strengthOfWord(last, before);
  // What is left out is no tail here: `client_id`, `key_id` name no secret, `access_key_id` does.
  if (words.at(-1) === 'id' && length < words.length && own !== undefined)
    return last === 'secret' || before === 'access' || last === 'session' ? own : undefined;
  return own;
}

function strengthOfWord(last: string, before: string): Strength | undefined {
  if (password.test(last)) return 'password';
  if (/passphrases?$/.test(last)) return 'phrase';
  if (last === 'key' || last === 'keys') {
    if (otherKeys.has(before)) return undefined;
    return keys.has(before) ? 'key' : 'weak';
  }
  if (last === 'token' || last === 'tokens') {
    if (otherTokens.has(before)) return undefined;
    return tokens.has(before) ? 'key' : last === 'tokens' ? 'weak' : 'token';
  }
  if (last === 'code' || last === 'codes') return codes.has(before) ? 'code' : undefined;
  if (last === 'phrase' || last === 'words') return phrases.has(before) ? 'phrase' : undefined;
  if (last === 'sid') return before === 'connect' ? 'token' : undefined;
  if (Object.hasOwn(simple, last)) return simple[last];
  const match = glued.exec(last);
  if (before === 'saml' && /^(?:response|request)$/.test(last)) return 'token';
  if (/pass$/.test(last)) return 'pass';
  if (match === null)
    return /(?:auth|token|secret)s?$/.test(last) ? 'token' : /key$/.test(last) ? 'weak' : undefined;
  if (match[1] === 'secret') return 'secret';
  if (match[1] === 'id') return /sess(?:ion)?id$/.test(last) ? 'token' : undefined;
  if (match[1] === 'code') return /(?:auth|access)code$/.test(last) ? 'code' : undefined;
  return 'key';
}

/**
 * Words of other languages, most of which stand in sentences. An ending may follow (`паролем`, `Schlüssels`).
 */
export const foreignPasswords =
  "geheimwort|losungswort|mot de passe|contraseña|clave secreta|senha|parola d['’]ordine|parola|пароль|паролем|пароля|hasło|wachtwoord|şifre|mật khẩu|lösenord|adgangskode|passord|salasana|heslo|jelszó|parolă|κωδικός|كلمة المرور|كلمة السر|סיסמה|סיסמא|पासवर्ड|รหัสผ่าน|kata sandi|密码|密碼|口令|暗証番号|パスワード|비밀번호|암호";
export const foreignKeys =
  "schlüssel|geheimnis|zugangsdaten|clé d['’]api|clé d['’]accès|clé api|clé secrète|clé privée|clé|jeton|identifiants|clave de api|clave de acceso|clave de la api|clave api|clave privada|clave|credenciales|credencial|chave de api|chave da api|chave|credenciais|chiave api|chiave|credenziali|gettone|ключ api|ключ|токен|секрет|klucz api|klucz|sleutel|anahtar|khóa|nyckel|nøgle|nøkkel|avain|klíč|kulcs|cheie|κλειδί|مفتاح|رمز|מפתח|कुंजी|คีย์|kunci|密钥|密鑰|秘钥|令牌|金鑰|權杖|权杖|凭证|憑證|キー|トークン|シークレット|秘密鍵|鍵|키|토큰|시크릿";
/** A code by itself may be an error's: six digits behind a colon are one that was sent to a person. */
const sixDigits = String.raw`(?=\s?[:：=]\s?["'«]?\d{6}(?!\d))`;
export const foreignCodes = `код подтверждения|код доступа|код из смс|код${sixDigits}|kod weryfikacyjny|kod${sixDigits}|código de verificación|código de verificação|código${sixDigits}|codice di verifica|codice${sixDigits}|code de vérification|bestätigungscode|sicherheitscode|verificatiecode|doğrulama kodu|mã xác nhận|mã xác minh|验证码|驗證碼|校验码|認証コード|確認コード|인증번호|인증 코드`;
