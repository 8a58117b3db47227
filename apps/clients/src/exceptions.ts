/** Where another judgement is right, because a client has lost something, or because its service says it otherwise. */
import type { Expected } from './expected.ts';
import type { FaultName } from './faults/index.ts';

export interface Exception {
  /** The names of the surfaces. */
  surface: RegExp;
  faults: readonly FaultName[];
  /** What differs. */
  expected: Partial<Expected>;
  because: string;
}

const headerWaits: readonly FaultName[] = [
  'limit-seconds',
  'limit-date',
  'limit-ms',
  'limit-reset',
];
const withoutHeaders = /^(@google\/genai|ollama|@langchain\/google-genai)$/;

export const exceptions: readonly Exception[] = [
  {
    surface: withoutHeaders,
    faults: headerWaits,
    expected: { waitMs: undefined },
    because: 'its errors have no headers: the wait is lost',
  },
  {
    surface: withoutHeaders,
    faults: ['veto'],
    expected: { retryable: true },
    because: 'its errors have no headers: the veto is lost',
  },
  {
    surface: /^(@google\/genai|ollama|anthropic stream|bedrock, HTTP\/1)$/,
    faults: ['abort-timeout'],
    expected: { kinds: ['cancelled', 'network', 'timeout'], retryable: false },
    because: 'it throws an abort of its own: the reason of the signal is lost',
  },
  {
    surface: /^@openrouter\/sdk$/,
    faults: ['error-frame-1', 'error-first'],
    expected: { kinds: ['brokenStream'] },
    because: 'it throws what its schema misses in the frame: the error itself is lost',
  },
  {
    surface: /^(cohere-ai|@langchain\/google-genai)$/,
    faults: ['no-content'],
    expected: { kinds: ['unknown'], retryable: false },
    because: 'it throws a TypeError of its own code, which names no answer: the status is lost',
  },
  {
    surface: /bedrock/,
    faults: ['quota'],
    expected: { kinds: ['quotaExceeded', 'unauthorized'] },
    because: 'the service denies access to an account that does not pay',
  },
  {
    surface: /^aiSdk\((openai chat|deepseek|groq)\)$/,
    faults: ['error-frame-2'],
    expected: { kinds: ['brokenStream'] },
    because: "the SDK's provider hands on the reason `error`: the error beside it is lost",
  },
];
