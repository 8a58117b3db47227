/** The validator of Mistral's chat completions. */
import { dataUrlOf, isBase64 } from './base64.ts';
import { type Conversation, conversationOf, hasContent } from './chat/conversation.ts';
import { toolPairsOf } from './chat/tool-pairs.ts';
import { objectOf, shown, textOf } from './json.ts';
import { type Rule, wire } from './rule.ts';

/** The roles that may follow a role: mistral-common, `_validate_message_order`. */
const followers = new Map<unknown, ReadonlySet<unknown>>([
  ['system', new Set(['user', 'assistant', 'system'])],
  ['user', new Set(['assistant', 'system', 'user'])],
  ['assistant', new Set(['assistant', 'user', 'tool'])],
  ['tool', new Set(['assistant', 'tool'])],
]);

const isId = (id: unknown): boolean => typeof id === 'string' && /^[a-zA-Z0-9]{9}$/.test(id);

const rules: readonly Rule<Conversation>[] = [
  {
    // mistral-common: "Conversation must have at least one message".
    name: 'messages',
    *check({ messages }) {
      if (messages.length === 0) yield { path: 'messages', message: 'There is no message.' };
    },
  },
  {
    // Error texts: "Unexpected role 'user' after role 'tool'" (avante-corp/avante.nvim#2695), "Unexpected role 'tool'
    // after role 'user'" (charmbracelet/crush#279).
    name: 'roleOrder',
    *check({ messages }) {
      for (const [index, { path, role }] of messages.entries()) {
        const before = messages[index - 1]?.role;
        const isRole = followers.has(role);
        if (!isRole || (index > 0 && followers.has(before) && !followers.get(before)?.has(role)))
          yield { path, message: `The role ${shown(role)} may not stand after ${shown(before)}.` };
      }
    },
  },
  {
    // Error text: "Expected last role User or Tool (or Assistant with prefix True) for serving but got assistant"
    // (0xPlaygrounds/rig#1130).
    name: 'lastRole',
    *check({ messages }) {
      const last = messages.at(-1);
      if (last?.role === 'assistant' && last.calls.length === 0 && last.json.prefix !== true)
        yield { path: last.path, message: 'The last message is of the assistant, and no prefix.' };
    },
  },
  {
    // mistral-common: "Assistant message with prefix True must be last message".
    name: 'prefixLast',
    *check({ messages }) {
      for (const { path, json } of messages.slice(0, -1))
        if (json.prefix === true) yield { path, message: 'A prefix is not the last message.' };
    },
  },
  {
    // Error text: "Assistant message must have either content or tool_calls, but not none" (OpenHands/OpenHands#8685).
    // For a user or system message the rule is one of this project.
    name: 'emptyContent',
    *check({ messages }) {
      for (const message of messages)
        if (message.role !== 'tool' && message.calls.length === 0 && !hasContent(message))
          yield { path: message.path, message: `The ${shown(message.role)} message is empty.` };
    },
  },
  {
    // Error text: "Tool call id was … but must be a-z, A-Z, 0-9, with a length of 9" (anomalyco/opencode#1680).
    name: 'toolCallId',
    *check({ messages }) {
      for (const { path, role, json, calls } of messages) {
        if (role === 'tool' && !isId(json.tool_call_id))
          yield {
            path,
            message: `The id ${shown(json.tool_call_id)} is not 9 letters and digits.`,
          };
        for (const call of calls)
          if (!isId(call.id))
            yield {
              path: call.path,
              message: `The id ${shown(call.id)} is not 9 letters and digits.`,
            };
      }
    },
  },
  {
    // Error text: "Not the same number of function calls and responses" (mistralai/client-ts#106).
    name: 'toolCallUnanswered',
    check: ({ messages }) => toolPairsOf(messages).unanswered,
  },
  {
    // mistral-common, tokenizer v13: "Unexpected tool call id … in tool results".
    name: 'toolMessageUnexpected',
    *check({ messages }) {
      const isTool = (index: number) =>
        ['assistant', 'tool'].includes(textOf(messages[index]?.role));
      const { unexpected } = toolPairsOf(messages);
      for (const finding of unexpected)
        if (isTool(messages.findIndex(({ path }) => path === finding.path) - 1)) yield finding;
    },
  },
  {
    // mistral-common, tokenizer v13: "Duplicate tool call id … in tool results".
    name: 'toolMessageDuplicate',
    check: ({ messages }) => toolPairsOf(messages).duplicate,
  },
  {
    // mistral-common, tokenizer v13: "Duplicate tool call id … in assistant message".
    name: 'toolCallUnique',
    *check({ messages }) {
      for (const { path, calls } of messages)
        if (new Set(calls.map(({ id }) => id)).size < calls.length)
          yield { path, message: 'Two calls of the message have the same id.' };
    },
  },
  {
    // mistral-common: a function's name has at most 64 letters, digits, underscores and dashes.
    name: 'toolName',
    *check({ messages }) {
      for (const { path, name } of messages.flatMap(({ calls }) => calls))
        if (typeof name !== 'string' || !/^[a-zA-Z0-9_-]{1,64}$/.test(name))
          yield { path, message: `The name ${shown(name)} does not fit the pattern.` };
    },
  },
  {
    // Error text, with status 422: "Image content must be a URL (starting with 'https') or base64 encoded image"
    // (neuron-core/neuron-ai#596).
    name: 'imageUrl',
    *check({ messages }) {
      for (const { path, type, json } of messages.flatMap(({ parts }) => parts)) {
        const url = objectOf(json.image_url).url ?? json.image_url;
        const file = dataUrlOf(url);
        const isImage = file?.mediaType.startsWith('image/') && isBase64(file.data);
        if (type === 'image_url' && !isImage && !/^https:\/\//.test(textOf(url)))
          yield { path, message: 'The image is neither an https address nor an image in base64.' };
      }
    },
  },
];

export const mistral = wire(conversationOf, rules);
