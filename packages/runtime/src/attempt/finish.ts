/** Decides what the end of an answer means, because only an answer counts as one (docs/finish-reasons.md). */
import type { Usage } from '@perdure/run';
import type { FinishReason, Part } from '@perdure/thread';

/** What the decision is based on. */
export interface Said {
  /** The provider's word. */
  reason: string;
  /** The parts of the last model step. */
  parts: readonly Part[];
  /** True if the step follows the results of tools. */
  followsResults: boolean;
  /** What the last model step has used. */
  usage: Usage | undefined;
}

/** What a provider's word for the end of an answer means. */
export type FinishMeaning = 'stop' | 'length' | 'filtered' | 'toolCalls' | 'broken';

/**
 * Words of providers, in lower case, with `_` between. Sources: AI SDK 7 (its six words); OpenAI, Anthropic, Google,
 * Mistral, Cohere and Amazon Bedrock API references, fields `finish_reason`, `stop_reason`, `finishReason`; DeepSeek
 * (`insufficient_system_resource`); Z.ai (`sensitive`, `network_error`).
 */
const meanings: Readonly<Record<FinishMeaning, readonly string[]>> = {
  stop: ['stop', 'end_turn', 'stop_sequence', 'complete', 'completed', 'eos_token'],
  length: [
    'length',
    'max_tokens',
    'max_output_tokens',
    'model_length',
    'model_context_window_exceeded',
  ],
  filtered: [
    'content_filter',
    'content_filtered',
    'refusal',
    'safety',
    'recitation',
    'blocklist',
    'prohibited_content',
    'spii',
    'image_safety',
    'guardrail_intervened',
    'sensitive',
    'error_toxic',
  ],
  toolCalls: ['tool_calls', 'tool_call', 'tool_use', 'function_call'],
  broken: [
    'error',
    'abort',
    'aborted',
    'interrupted',
    'incomplete',
    'timeout',
    'network_error',
    'insufficient_system_resource',
    'malformed_function_call',
    'malformed_model_output',
    'malformed_tool_use',
    'unexpected_tool_call',
  ],
};

const meaningOf = new Map(
  Object.entries(meanings).flatMap(([meaning, words]) =>
    words.map((word) => [word, meaning as FinishMeaning]),
  ),
);

/** The meaning of a provider's word; undefined for a word that is not known. */
export const finishMeaning = (reason: string): FinishMeaning | undefined =>
  meaningOf.get(reason.toLowerCase().replaceAll('-', '_'));

/**
 * The reason of a run that has its answer.
 *
 * @throws {Error} that classifies as `brokenStream` (tried again), `contentFiltered` or `invalidRequest` if there is no
 * answer
 */
export function finishReason({ reason, parts, followsResults, usage }: Said): FinishReason {
  const meaning = finishMeaning(reason);
  if (meaning === 'filtered') throw filtered(reason);
  if (meaning === 'broken') throw broken(reason);
  // A call that was cut off is not performed. The model is told so with the next request.
  if (meaning === 'length') return 'length';
  if (hasOpenCall(parts)) throw unanswered(reason);
  if (hasSaid(parts)) return meaning === 'stop' ? 'stop' : 'other';
  if (meaning === 'toolCalls' && parts.at(-1)?.type === 'toolResult') return 'toolCalls';
  if (meaning === 'stop' && isOnPurpose(parts, followsResults, usage)) return 'empty';
  throw broken(reason);
}

/** True if the model has answered since the last result: with a character that is not white space, or with a file. */
function hasSaid(parts: readonly Part[]): boolean {
  const last = parts.findLastIndex(({ type }) => type === 'toolResult');
  return parts
    .slice(last + 1)
    .some((part) => part.type === 'file' || (part.type === 'text' && part.text.trim() !== ''));
}

/** True for a call that nobody has performed, and that nobody was asked about. */
function hasOpenCall(parts: readonly Part[]): boolean {
  const results = new Set(parts.flatMap((part) => (part.type === 'toolResult' ? [part.id] : [])));
  return parts.some(
    (part) => part.type === 'toolCall' && !part.providerExecuted && !results.has(part.id),
  );
}

/**
 * True if the evidence says that the model has ended on purpose without a word: it has used tokens, and it had tools'
 * results before it, which may be all that was asked for. Without results, tokens of reasoning prove nothing.
 */
function isOnPurpose(
  parts: readonly Part[],
  followsResults: boolean,
  usage: Usage | undefined,
): boolean {
  const { outputTokens = 0, reasoningTokens = 0 } = usage ?? {};
  if (followsResults || parts.some(({ type }) => type === 'toolResult')) return outputTokens > 0;
  const hasReasoned = parts.some(({ type }) => type === 'reasoning');
  return !hasReasoned && outputTokens > reasoningTokens;
}

/** The error for an answer without its end. */
export const endedEarly = (
  message = 'The stream ended before the answer was whole.',
): Error & { code: string } =>
  Object.assign(new Error(message), { code: 'ERR_STREAM_PREMATURE_CLOSE' });

const broken = (reason: string) =>
  endedEarly(`The model ended with '${reason}' and without an answer.`);

const filtered = (reason: string) =>
  Object.assign(new Error(`The provider has filtered the answer ('${reason}').`), {
    finishReason: 'content-filter',
  });

const unanswered = (reason: string) =>
  Object.assign(
    new Error(`The model called a tool that nobody performs, and ended with '${reason}'.`),
    { code: 'invalid_request_error' },
  );
