/** The rules of OpenAI's Chat Completions API for messages. */
import { shown } from '../json.ts';
import type { Rule } from '../rule.ts';
import { type Conversation, hasContent } from './conversation.ts';

const roles: ReadonlySet<unknown> = new Set(['system', 'developer', 'user', 'assistant', 'tool']);

export const messageRules: readonly Rule<Conversation>[] = [
  {
    // Error text: "Invalid 'messages': empty array. Expected an array with minimum length 1"
    // (CopilotKit/CopilotKit#529).
    name: 'messages',
    *check({ messages }) {
      if (messages.length === 0) yield { path: 'messages', message: 'There is no message.' };
    },
  },
  {
    // The Chat reference lists the roles; `function` is deprecated there and refused here.
    name: 'role',
    *check({ messages }) {
      for (const { path, role } of messages)
        if (!roles.has(role)) yield { path, message: `The role ${shown(role)} is not known.` };
    },
  },
  {
    // Error texts: "Invalid value for 'content': expected a string, got null" (docker/docker-agent#63), "expected one of
    // a string or array of objects" (pydantic/pydantic-ai#2653). Null stands beside calls alone
    // (theopenco/llmgateway#1616).
    name: 'contentType',
    *check({ messages }) {
      for (const { path, json, calls } of messages) {
        const { content } = json;
        if (typeof content === 'string' || Array.isArray(content)) continue;
        if ((content !== null && content !== undefined) || calls.length === 0)
          yield { path, message: 'The content is neither a text nor an array.' };
      }
    },
  },
  {
    // Error text of Moonshot: "the message at position … with role 'assistant' must not be empty"
    // (anomalyco/opencode#37946). OpenAI itself is not known to refuse it. The output of a tool may be empty.
    name: 'emptyContent',
    *check({ messages }) {
      for (const message of messages)
        if (message.role !== 'tool' && message.calls.length === 0 && !hasContent(message))
          if (message.json.content === '' || Array.isArray(message.json.content))
            yield { path: message.path, message: `The ${shown(message.role)} message is empty.` };
    },
  },
  {
    // Error text: "Image URLs are only allowed for messages with role 'user', but this message with role 'tool' contains
    // an image URL".
    name: 'imageRole',
    *check({ messages }) {
      for (const { role, parts } of messages)
        for (const { path, type } of parts)
          if (type === 'image_url' && role !== 'user')
            yield { path, message: `An image is in a message of the role ${shown(role)}.` };
    },
  },
];
