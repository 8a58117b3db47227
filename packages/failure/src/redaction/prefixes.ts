/**
 * Credentials that a fixed beginning tells. Sources: `gitleaks/gitleaks/config/gitleaks.toml`, GitHub's list of supported
 * secret scanning patterns (`docs.github.com/en/code-security/reference/secret-security/supported-secret-scanning-patterns`),
 * and each sender's own documentation.
 */

/** A kind of credential: who issues it, how it begins, and how many characters follow at least. */
export interface Prefix {
  readonly by: string;
  /** Alternatives, as they stand in the text. */
  readonly begins: readonly string[];
  /** Fewest characters after the beginning. */
  readonly least: number;
}

const prefix = (by: string, begins: string, least: number): Prefix => ({
  by,
  begins: begins.split(' '),
  least,
});

export const prefixes: readonly Prefix[] = [
  // OpenAI, Anthropic, OpenRouter, DeepSeek, Langfuse, Moonshot and others.
  prefix('openai', 'sk- pk- rk-', 8),
  // The subprotocols with which a socket of a browser, which has no headers, sends its credential.
  prefix('openai', 'openai-insecure-api-key. openai-ephemeral-user-key.', 8),
  prefix('kubernetes', 'base64url.bearer.authorization.k8s.io.', 8),
  prefix('xai', 'xai-', 8),
  prefix('groq', 'gsk_', 8),
  prefix('huggingface', 'hf_ api_org_', 8),
  prefix('replicate', 'r8_', 8),
  prefix('perplexity', 'pplx-', 8),
  prefix('nvidia', 'nvapi-', 8),
  prefix('fireworks', 'fw_', 8),
  prefix('cerebras', 'csk-', 8),
  prefix('together', 'tgp_v1_', 8),
  prefix('jina', 'jina_', 8),
  prefix('langsmith', 'lsv2_pt_ lsv2_sk_', 8),
  prefix('tavily', 'tvly-', 8),
  prefix('pinecone', 'pcsk_', 8),
  prefix('firecrawl', 'fc-', 24),
  prefix('e2b', 'e2b_', 16),
  prefix('voyage', 'pa-', 24),
  prefix('runpod', 'rpa_', 16),
  prefix('wandb', 'wandb_v1_', 8),
  prefix('vercel', 'vck_ vcp_ vca_ vci_ vcr_', 16),
  prefix('bedrock', 'ABSK bedrock-api-key-', 16),
  prefix('google', 'AIza', 20),
  prefix('google', 'AQ. ya29. 1//0', 10),
  prefix('google', 'GOCSPX-', 10),
  prefix('aws', 'AKIA ASIA ABIA ACCA', 12),
  prefix('alibaba', 'LTAI', 12),
  prefix('tencent', 'AKID', 20),
  prefix('github', 'ghp_ gho_ ghu_ ghs_ ghr_ github_pat_', 10),
  prefix(
    'gitlab',
    'glpat- gloas- gldt- glrt- glcbt- glptt- glft- glimt- glagent- glsoat- glffct- GR1348941',
    8,
  ),
  prefix('bitbucket', 'ATBB ATATT3 ATCTT3', 16),
  prefix('slack', 'xoxa- xoxb- xoxe- xoxe. xoxo- xoxp- xoxr- xoxs- xoxc- xoxd- xapp- xwfp-', 6),
  prefix(
    'stripe',
    'sk_live_ sk_test_ sk_prod_ rk_live_ rk_test_ rk_prod_ pk_live_ pk_test_ whsec_',
    8,
  ),
  prefix('elevenlabs', 'sk_', 24),
  prefix('square', 'sq0atp- sq0csp- sq0idp- EAAA', 20),
  prefix('npm', 'npm_', 20),
  prefix('pypi', 'pypi-', 16),
  prefix('rubygems', 'rubygems_', 16),
  prefix('nuget', 'oy2', 40),
  prefix('docker', 'dckr_pat_ dckr_oat_', 8),
  prefix('digitalocean', 'dop_v1_ doo_v1_ dor_v1_', 8),
  prefix('doppler', 'dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit.', 16),
  prefix('databricks', 'dapi', 30),
  prefix('dynatrace', 'dt0c01. dt0s16.', 16),
  prefix('sendgrid', 'SG.', 16),
  prefix('brevo', 'xkeysib- xsmtpsib-', 16),
  prefix('mailgun', 'key-', 32),
  prefix('resend', 're_', 24),
  prefix('twilio', 'SK AC', 32),
  prefix('shopify', 'shpat_ shpca_ shppa_ shpss_ shpua_ shptka_', 8),
  prefix('linear', 'lin_api_ lin_oauth_', 8),
  prefix('notion', 'ntn_ secret_', 24),
  prefix('figma', 'figd_ figu_', 8),
  prefix('contentful', 'CFPAT-', 16),
  prefix('airtable', 'pat', 60),
  prefix('hubspot', 'pat-na1- pat-na2- pat-eu1-', 16),
  prefix('postman', 'PMAK-', 16),
  prefix('newrelic', 'NRAK- NRII- NRAL- NRBR- NRRA-', 12),
  prefix('grafana', 'glc_ glsa_', 16),
  prefix('sentry', 'sntrys_ sntryu_', 8),
  prefix('posthog', 'phx_', 16),
  prefix('sourcegraph', 'sgp_ slk_', 20),
  prefix('hashicorp', 'hvs. hvb. hvr.', 16),
  prefix('tailscale', 'tskey-', 8),
  prefix('flyio', 'fo1_ fm1_ fm2_ FlyV1', 16),
  prefix('netlify', 'nfp_ nfc_ nfo_ nfu_', 16),
  prefix('heroku', 'HRKU-', 16),
  prefix('render', 'rnd_', 20),
  prefix('neon', 'napi_', 16),
  prefix('supabase', 'sbp_ sb_secret_', 8),
  prefix('planetscale', 'pscale_tkn_ pscale_pw_ pscale_oauth_', 8),
  prefix('pulumi', 'pul-', 16),
  prefix('prefect', 'pnu_ pnb_', 16),
  prefix('infracost', 'ico-', 16),
  prefix('buildkite', 'bkua_ bkaj_', 16),
  prefix('circleci', 'CCIPAT_ CCIPRJ_', 12),
  prefix('deno', 'ddp_ ddo_', 16),
  prefix('inngest', 'signkey-', 12),
  prefix('readme', 'rdme_', 16),
  prefix('typeform', 'tfp_', 16),
  prefix('adobe', 'p8e-', 16),
  prefix('adafruit', 'aio_', 16),
  prefix('duffel', 'duffel_live_ duffel_test_', 16),
  prefix('easypost', 'EZAK EZTK', 30),
  prefix('artifactory', 'AKCp cmVmd', 30),
  prefix('shippo', 'shippo_live_ shippo_test_', 16),
  prefix('openshift', 'sha256~', 20),
  prefix('1password', 'ops_eyJ', 16),
  prefix('age', 'AGE-SECRET-KEY-1', 16),
  prefix('yandex', 'AQVN t1.', 30),
  prefix('dropbox', 'sl.', 40),
  prefix('mongodb', 'mdb_sa_sk_', 12),
  prefix('atlassian', 'ATSTT3', 16),
];

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** Most characters of a credential. */
const most = 2_048;

const alternatives = prefixes.map(
  ({ begins, least }) => `(?:${begins.map(literal).join('|')})[\\w.+/=-]{${least},${most}}`,
);

/**
 * Any of them, at the beginning of a word, or behind an escape such as `%20`. A beginning and a bounded class: linear in
 * the length of the text.
 */
export const anyPrefix = new RegExp(
  `(?:(?<![A-Za-z0-9])|(?<=%[0-9A-Fa-f]{2}))(?:${alternatives.join('|')})`,
  'g',
);
