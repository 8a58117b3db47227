/** The rules of the OpenAI Responses API for calls, their outputs, reasoning and ids. */
import { isFilled, isJsonText, shown, textOf } from '../json.ts';
import type { Rule } from '../rule.ts';
import type { Conversation, Item } from './conversation.ts';

const ofType = ({ items }: Conversation, ...types: readonly unknown[]): readonly Item[] =>
  items.filter(({ type }) => types.includes(type));

const prefixes = new Map<unknown, string>([
  ['message', 'msg'],
  ['reasoning', 'rs'],
  ['function_call', 'fc'],
]);

export const itemRules: readonly Rule<Conversation>[] = [
  {
    // Error text: "No tool call found for function call output with call_id" (continuedev/continue#10092).
    name: 'outputUnexpected',
    *check({ items, isContinued }) {
      const called = new Set<unknown>();
      for (const { path, type, json } of items) {
        if (type === 'function_call') called.add(json.call_id);
        if (type === 'function_call_output' && !isContinued && !called.has(json.call_id))
          yield { path, message: `No call ${shown(json.call_id)} stands before.` };
      }
    },
  },
  {
    // Error text: "No tool output found for function call" (tjardoo/openai-client#124).
    name: 'outputMissing',
    *check(conversation) {
      const outputs = ofType(conversation, 'function_call_output').map(({ json }) => json.call_id);
      for (const { path, json } of ofType(conversation, 'function_call'))
        if (!outputs.includes(json.call_id))
          yield { path, message: `The call ${shown(json.call_id)} has no output.` };
    },
  },
  {
    // Error text: "call_id': string too long. Expected a string with maximum length 64" (AnswerDotAI/fastllm#45).
    name: 'callId',
    *check(conversation) {
      for (const { path, json } of ofType(conversation, 'function_call', 'function_call_output'))
        if (!isFilled(json.call_id) || json.call_id.length > 64)
          yield { path: `${path}.call_id`, message: 'The id has 0 or over 64 characters.' };
    },
  },
  {
    // Error text: "Expected an ID that begins with 'msg'" (openai/codex#33176), 'rs' (jlcodes99/cockpit-tools#2090), 'fc'.
    name: 'itemId',
    *check({ items }) {
      for (const { path, type, json } of items) {
        const prefix = prefixes.get(type);
        if (json.id !== undefined && prefix && !textOf(json.id).startsWith(prefix))
          yield {
            path: `${path}.id`,
            message: `The id ${shown(json.id)} does not begin with ${prefix}.`,
          };
      }
    },
  },
  {
    // Error text: "Duplicate item found with id" (continuedev/continue#10200).
    name: 'itemUnique',
    *check({ items }) {
      const seen = new Set<unknown>();
      for (const { path, json } of items) {
        if (json.id !== undefined && seen.has(json.id))
          yield { path, message: `The item ${shown(json.id)} is there twice.` };
        seen.add(json.id);
      }
    },
  },
  {
    // Error text: "Item … of type 'reasoning' was provided without its required following item"
    // (continuedev/continue#8933, vercel/ai#7099). Which item came with it is not in the request, so any item of the
    // model will do.
    name: 'reasoningFollowed',
    *check({ items }) {
      for (const [index, { path, type }] of items.entries()) {
        const next = items[index + 1];
        const isPrompt = next?.type === 'message' && next.json.role !== 'assistant';
        if (type !== 'reasoning') continue;
        if (!next || isPrompt || next.type === 'function_call_output')
          yield { path, message: 'No item of the model follows the reasoning.' };
      }
    },
  },
  {
    // Error text: "missing required field `summary`" (newo-ether/Agora#141). An empty array is accepted.
    name: 'reasoningSummary',
    *check(conversation) {
      for (const { path, json } of ofType(conversation, 'reasoning'))
        if (!Array.isArray(json.summary)) yield { path, message: 'The reasoning has no summary.' };
    },
  },
  {
    // Error text: "Item with id 'rs_…' not found. Items are not persisted when `store` is set to false"
    // (anomalyco/opencode#7724).
    name: 'encryptedContent',
    *check(conversation) {
      if (conversation.body.store !== false) return;
      for (const { path, type, json } of ofType(conversation, 'reasoning', 'item_reference'))
        if (type === 'item_reference' || !isFilled(json.encrypted_content))
          yield { path, message: 'The item is not stored, and its content is not here.' };
    },
  },
  {
    // Error text: "arguments': expected a string, but got an object instead" (aaif-goose/goose-mobile#20). Uncertain:
    // whether the service parses the text.
    name: 'arguments',
    *check(conversation) {
      for (const { path, json } of ofType(conversation, 'function_call'))
        if (!isJsonText(json.arguments))
          yield { path: `${path}.arguments`, message: 'The arguments are no JSON text.' };
    },
  },
  {
    // Error text: "string does not match pattern. Expected … '^[a-zA-Z0-9_-]+$'"; at most 128 characters
    // (diegosouzapw/OmniRoute#4317).
    name: 'toolName',
    *check(conversation) {
      for (const { path, json } of ofType(conversation, 'function_call'))
        if (!/^[a-zA-Z0-9_-]{1,128}$/.test(textOf(json.name)))
          yield { path: `${path}.name`, message: `The name ${shown(json.name)} does not fit.` };
    },
  },
  {
    // The Responses reference: `output` is required, a text or an array of parts.
    name: 'outputType',
    *check(conversation) {
      for (const { path, json } of ofType(conversation, 'function_call_output'))
        if (typeof json.output !== 'string' && !Array.isArray(json.output))
          yield { path: `${path}.output`, message: 'The output is neither a text nor an array.' };
    },
  },
];
