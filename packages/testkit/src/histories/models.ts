/** What the models of each provider attach to their answers, as the adapters of the AI SDK report it. */
import type { Json } from '@perdure/runtime';
import type { Metadata, Origin } from '@perdure/thread';

/** A tool that the provider performs itself. */
export interface SearchTool {
  readonly name: string;
  readonly id: (ordinal: number) => string;
  readonly input: Json;
  readonly output: Json;
}

export interface Model {
  readonly origin: Origin;
  /** The id of a call. @param ordinal counts the calls of the thread @param index counts those of the step */
  readonly callId: (ordinal: number, index: number) => string;
  /** Undefined for a model that does not think. */
  readonly thought?: (kind: 'signed' | 'sealed', ordinal: number) => Metadata | undefined;
  readonly text?: (ordinal: number) => Metadata | undefined;
  readonly call?: (ordinal: number, index: number) => Metadata | undefined;
  readonly search?: SearchTool;
  /** True for a model whose every turn begins with a thought, because the app asks for it. */
  readonly alwaysThinks?: true;
  /** True for a model that makes files. */
  readonly makesFiles?: true;
}

const base64 = (words: string, ordinal: number): string => btoa(`${words}-${ordinal}-ÿ»¿`);
const letters = 'aZ9bY8cX7';
const digits = (ordinal: number, length: number): string => String(ordinal).padStart(length, '0');
const openAiId = (ordinal: number): string => `call_${digits(ordinal, 24)}`;
const anthropicId = (ordinal: number): string => `toolu_${digits(ordinal, 24)}`;

const webSearch: SearchTool = {
  name: 'web_search',
  id: (ordinal) => `srvtoolu_${digits(ordinal, 24)}`,
  input: { query: 'Zürich' },
  output: [
    {
      type: 'web_search_result',
      url: 'https://example.org/',
      title: 'Zürich',
      pageAge: null,
      encryptedContent: base64('page', 1),
    },
  ],
};

const claude = (model: string): Model => ({
  origin: { provider: 'anthropic.messages', model },
  callId: anthropicId,
  thought: (kind, ordinal) => ({
    anthropic:
      kind === 'signed'
        ? { signature: base64('signature', ordinal) }
        : { redactedData: base64('redacted', ordinal) },
  }),
  search: webSearch,
});

/** @param isStored true if OpenAI stores the items of its answers, and takes references to them */
const gpt = (model: string, isStored: boolean): Model => ({
  origin: { provider: 'openai.responses', model },
  callId: openAiId,
  thought: (_, ordinal) => ({
    openai: {
      itemId: `rs_${ordinal}`,
      reasoningEncryptedContent: isStored ? null : base64('encrypted', ordinal),
    },
  }),
  text: (ordinal) => ({ openai: { itemId: `msg_${ordinal}` } }),
  call: (ordinal) => ({ openai: { itemId: `fc_${ordinal}` } }),
  search: {
    name: 'web_search',
    id: (ordinal) => `ws_${ordinal}`,
    input: {},
    output: { action: { type: 'search', query: 'Zürich' }, sources: [] },
  },
});

/** Of parallel calls, only the first has a signature. */
const geminiSigned = (ordinal: number, index: number): Metadata | undefined =>
  index > 0 ? undefined : { google: { thoughtSignature: base64('signature', ordinal) } };

const gemini = (model: string): Model => ({
  origin: { provider: 'google.generative-ai', model },
  callId: (ordinal) => `fn${digits(ordinal, 14)}`,
  thought: (_, ordinal) => geminiSigned(ordinal, 0),
  text: (ordinal) => geminiSigned(ordinal, ordinal % 2),
  call: geminiSigned,
  search: {
    name: 'code_execution',
    id: (ordinal) => `code${digits(ordinal, 12)}`,
    input: { language: 'PYTHON', code: 'print(1)' },
    output: { outcome: 'OUTCOME_OK', output: '1\n' },
  },
  makesFiles: true,
});

const plainThought = () => undefined;

export const models = {
  claudeThinking: { ...claude('claude-sonnet-4-5'), alwaysThinks: true },
  claude: claude('claude-opus-4-6'),
  gptStored: gpt('gpt-5', true),
  gptEncrypted: gpt('gpt-5-mini', false),
  gptChat: { origin: { provider: 'openai.chat', model: 'gpt-4o' }, callId: openAiId },
  /** Kimi counts its calls from 0 in each answer, and names the tool in the id. */
  kimi: {
    origin: { provider: 'kimi.chat', model: 'kimi-k2' },
    callId: (_, index) => `functions.look:${index}`,
    thought: plainThought,
  },
  deepseek: {
    origin: { provider: 'deepseek.chat', model: 'deepseek-reasoner' },
    callId: (ordinal, index) => `call_${index}_${digits(ordinal, 32)}`,
    thought: plainThought,
    alwaysThinks: true,
  },
  gemini3: gemini('gemini-3-pro-preview'),
  gemini2: gemini('gemini-2.5-flash'),
  mistral: {
    origin: { provider: 'mistral.chat', model: 'magistral-medium-latest' },
    callId: (ordinal) => `${letters.slice(0, 5)}${digits(ordinal, 4)}`,
    thought: plainThought,
  },
  bedrock: {
    origin: { provider: 'amazon-bedrock', model: 'anthropic.claude-sonnet-4-5-20250929-v1:0' },
    callId: (ordinal) => `tooluse_${digits(ordinal, 22)}`,
    thought: (kind, ordinal) => ({
      bedrock:
        kind === 'signed'
          ? { signature: base64('signature', ordinal) }
          : { redactedData: base64('redacted', ordinal) },
    }),
  },
  cohere: {
    origin: { provider: 'cohere.chat', model: 'command-a-03-2025' },
    callId: (ordinal) => `look_${digits(ordinal, 12)}`,
    thought: plainThought,
  },
} as const satisfies Record<string, Model>;

export type ModelName = keyof typeof models;

export const modelNames = Object.keys(models) as ModelName[];
