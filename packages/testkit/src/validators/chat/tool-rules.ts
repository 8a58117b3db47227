/** The rules of OpenAI's Chat Completions API for tools. */
import { isJsonText, shown } from '../json.ts';
import type { Rule } from '../rule.ts';
import type { Conversation } from './conversation.ts';
import { toolPairsOf } from './tool-pairs.ts';

const isId = (id: unknown): boolean => typeof id === 'string' && id.length > 0 && id.length <= 40;

export const toolRules: readonly Rule<Conversation>[] = [
  {
    // Error text: "An assistant message with 'tool_calls' must be followed by tool messages responding to each
    // 'tool_call_id'" (agno-agi/agno#3105).
    name: 'toolCallUnanswered',
    check: ({ messages }) => toolPairsOf(messages).unanswered,
  },
  {
    // Error text: "messages with role 'tool' must be a response to a preceeding message with 'tool_calls'"
    // (miurla/morphic#136). Uncertain: that a second answer to a call is refused as well.
    name: 'toolMessageUnexpected',
    check: ({ messages }) => {
      const { unexpected, duplicate } = toolPairsOf(messages);
      return [...unexpected, ...duplicate];
    },
  },
  {
    // Error text: "Invalid 'messages[1].tool_calls': empty array" (openai/openai-node#1341).
    name: 'toolCallsEmpty',
    *check({ messages }) {
      for (const { path, json, calls } of messages)
        if (Array.isArray(json.tool_calls) && calls.length === 0)
          yield { path: `${path}.tool_calls`, message: 'The array of calls is empty.' };
    },
  },
  {
    // Error text: "tool_calls[0].id': string too long. Expected a string with maximum length 40"
    // (anomalyco/opencode#12653).
    name: 'toolCallId',
    *check({ messages }) {
      for (const { path, id } of messages.flatMap(({ calls }) => calls))
        if (!isId(id)) yield { path: `${path}.id`, message: 'The id has 0 or over 40 characters.' };
    },
  },
  {
    // Error texts: "function.name': empty string" (continuedev/continue#11645), "string does not match pattern. Expected
    // … '^[a-zA-Z0-9_-]+$'". The maximum of 64 is that of the Chat reference.
    name: 'toolName',
    *check({ messages }) {
      for (const { path, name } of messages.flatMap(({ calls }) => calls))
        if (typeof name !== 'string' || !/^[a-zA-Z0-9_-]{1,64}$/.test(name))
          yield { path, message: `The name ${shown(name)} does not fit the pattern.` };
    },
  },
  {
    // Error text: "function.arguments': expected a string, but got an object instead" (aaif-goose/goose-mobile#20).
    name: 'argumentsType',
    *check({ messages }) {
      for (const { path, ...call } of messages.flatMap(({ calls }) => calls))
        if (typeof call.arguments !== 'string')
          yield { path, message: 'The arguments are no text.' };
    },
  },
  {
    // Error text of DashScope: "The "function.arguments" parameter of the code model must be in JSON format". Uncertain:
    // whether OpenAI reads the text.
    name: 'argumentsJson',
    *check({ messages }) {
      for (const { path, ...call } of messages.flatMap(({ calls }) => calls))
        if (typeof call.arguments === 'string' && !isJsonText(call.arguments))
          yield { path, message: 'The arguments are no JSON object.' };
    },
  },
];
