/**
 * The validator of Cohere's chat API, version 2. Few of its error texts are public; where none is known, the rule is that
 * of the reference, and whether the service refuses is uncertain.
 */
import { dataUrlOf, isBase64, webImages } from './base64.ts';
import { type Conversation, conversationOf, hasContent } from './chat/conversation.ts';
import { toolPairsOf } from './chat/tool-pairs.ts';
import { isFilled, isJsonText, objectOf, shown, textOf } from './json.ts';
import { type Rule, wire } from './rule.ts';

const roles: ReadonlySet<unknown> = new Set(['system', 'user', 'assistant', 'tool']);

const rules: readonly Rule<Conversation>[] = [
  {
    // The v2 reference: `messages` is required.
    name: 'messages',
    *check({ messages }) {
      if (messages.length === 0) yield { path: 'messages', message: 'There is no message.' };
    },
  },
  {
    // The v2 guide (cohere-ai/cohere-developer-experience#151) names these four roles.
    name: 'role',
    *check({ messages }) {
      for (const { path, role } of messages)
        if (!roles.has(role)) yield { path, message: `The role ${shown(role)} is not known.` };
    },
  },
  {
    // Error text of version 1: "all elements in history must have a message" (kwaroran/Risuai#458). Uncertain for v2;
    // clients drop empty assistant messages there as well (NousResearch/hermes-agent#25057).
    name: 'emptyContent',
    *check({ messages }) {
      for (const message of messages)
        if (message.calls.length === 0 && !hasContent(message))
          yield { path: message.path, message: `The ${shown(message.role)} message is empty.` };
    },
  },
  {
    // Error text: "An assistant message with 'tool_calls' must be followed by tool messages responding to each
    // 'tool_call_id'", of Command A (oracle/langchain-oracle#10).
    name: 'toolCallUnanswered',
    check: ({ messages }) => toolPairsOf(messages).unanswered,
  },
  {
    // Page "Migrating From API v1 to API v2": the id of a tool message is that of a call. Uncertain.
    name: 'toolMessageUnexpected',
    *check({ messages }) {
      const { unexpected, duplicate } = toolPairsOf(messages);
      const nameless = new Set(
        messages.filter(({ json }) => !isFilled(json.tool_call_id)).map(({ path }) => path),
      );
      for (const finding of [...unexpected, ...duplicate])
        if (!nameless.has(finding.path)) yield finding;
    },
  },
  {
    // The v2 reference: `tool_call_id` is required in a tool message, `id` in a call.
    name: 'toolCallId',
    *check({ messages }) {
      for (const { path, role, json, calls } of messages) {
        if (role === 'tool' && !isFilled(json.tool_call_id))
          yield { path, message: 'The tool message has no id of a call.' };
        for (const call of calls)
          if (!isFilled(call.id)) yield { path: call.path, message: 'The call has no id.' };
      }
    },
  },
  {
    // Page "Migrating From API v1 to API v2": arguments are read by a JSON parser. Uncertain.
    name: 'argumentsJson',
    *check({ messages }) {
      for (const { path, ...call } of messages.flatMap(({ calls }) => calls))
        if (!isJsonText(call.arguments)) yield { path, message: 'The arguments are no JSON text.' };
    },
  },
  {
    // Page "Image Inputs": PNG, JPEG, WebP and GIF, as an address or a data URL. Uncertain.
    name: 'imageUrl',
    *check({ messages }) {
      for (const { path, type, json } of messages.flatMap(({ parts }) => parts)) {
        const { url } = objectOf(json.image_url);
        const file = dataUrlOf(url);
        const isImage = file && webImages.has(file.mediaType) && isBase64(file.data);
        if (type === 'image_url' && !isImage && !/^https?:\/\//.test(textOf(url)))
          yield { path, message: 'The image is neither an address nor a known image in base64.' };
      }
    },
  },
];

export const cohere = wire(conversationOf, rules);
