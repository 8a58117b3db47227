/** What the end of an answer means: the table of docs/finish-reasons.md. */
import { classifyFailure } from '@perdure/failure';
import type { Usage } from '@perdure/run';
import type { FinishReason, Part } from '@perdure/thread';
import { describe, expect, it } from 'vitest';
import { finishReason } from '../src/attempt/finish.ts';

const text: Part = { type: 'text', text: 'It is 3.' };
const blank: Part = { type: 'text', text: ' \n' };
const thought: Part = { type: 'reasoning', text: 'Hmm.' };
const call: Part = { type: 'toolCall', id: 'c1', name: 'look', input: {} };
const search: Part = { ...call, providerExecuted: true };
const result: Part = { type: 'toolResult', id: 'c1', name: 'look', output: 'a, b, c' };
const file: Part = { type: 'file', hash: 'aa', mediaType: 'image/png', size: 4 };
const used = (outputTokens: number, reasoningTokens?: number): Usage => ({
  outputTokens,
  ...(reasoningTokens !== undefined && { reasoningTokens }),
});

interface Case {
  reason: string;
  parts: Part[];
  followsResults?: boolean;
  usage?: Usage;
}

/** The reason, or the kind of the failure. */
function endOf({ reason, parts, followsResults = false, usage }: Case): FinishReason | string {
  try {
    return finishReason({ reason, parts, followsResults, usage });
  } catch (error) {
    const { kind, retryable } = classifyFailure(error, { aborted: false });
    return `${kind}, ${retryable ? 'tried again' : 'for good'}`;
  }
}

const broken = 'brokenStream, tried again';

describe('an answer ends', () => {
  it.each<[string, Case, string]>([
    ['with all that was to be said', { reason: 'stop', parts: [thought, text] }, 'stop'],
    ['with a file', { reason: 'end_turn', parts: [file] }, 'stop'],
    ['with text after results', { reason: 'STOP', parts: [call, result, text] }, 'stop'],
    ['at the limit of tokens', { reason: 'max_tokens', parts: [text] }, 'length'],
    ['at the limit in its thought', { reason: 'length', parts: [thought] }, 'length'],
    ['at the limit in a call', { reason: 'length', parts: [text, call] }, 'length'],
    ['filtered', { reason: 'content-filter', parts: [text] }, 'contentFiltered, for good'],
    ['refused', { reason: 'refusal', parts: [] }, 'contentFiltered, for good'],
    ['with an error', { reason: 'error', parts: [text] }, broken],
    ['interrupted', { reason: 'insufficient_system_resource', parts: [text] }, broken],
    ['at the limit of steps', { reason: 'tool-calls', parts: [call, result] }, 'toolCalls'],
    ['with a call of nobody', { reason: 'tool_use', parts: [call] }, 'invalidRequest, for good'],
    [
      'with a call, though it says stop',
      { reason: 'stop', parts: [call] },
      'invalidRequest, for good',
    ],
    ['with a search that goes on', { reason: 'stop', parts: [search, text] }, 'stop'],
    ['with calls that never came', { reason: 'tool_calls', parts: [] }, broken],
    ['with a word of its own, and text', { reason: 'paused', parts: [text] }, 'other'],
    ['with a word of its own, and nothing', { reason: 'paused', parts: [blank] }, broken],
  ])('%s', (_, given, expected) => expect(endOf(given)).toBe(expected));
});

describe('an answer without a word', () => {
  it.each<[string, Case, string]>([
    ['is broken if nothing says otherwise', { reason: 'stop', parts: [] }, broken],
    ['is broken with no token used', { reason: 'stop', parts: [], usage: used(0) }, broken],
    ['is meant so with tokens used', { reason: 'stop', parts: [], usage: used(3) }, 'empty'],
    [
      'is broken if all tokens were thought',
      { reason: 'stop', parts: [], usage: used(9, 9) },
      broken,
    ],
    [
      'is broken after a thought alone',
      { reason: 'stop', parts: [thought], usage: used(9) },
      broken,
    ],
    [
      'is meant so after results, with tokens used',
      { reason: 'stop', parts: [thought], followsResults: true, usage: used(9) },
      'empty',
    ],
    [
      'is broken after results if no token is known',
      { reason: 'stop', parts: [blank], followsResults: true },
      broken,
    ],
  ])('%s', (_, given, expected) => expect(endOf(given)).toBe(expected));
});
