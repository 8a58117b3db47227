/** The rules of the Anthropic Messages API for tools that the client runs. */
import { isFilled, isJson, shown } from '../json.ts';
import type { Rule } from '../rule.ts';
import type { Block, Conversation, Message } from './conversation.ts';

const ofType = (message: Message | undefined, type: string): readonly Block[] =>
  message?.blocks.filter((block) => block.type === type) ?? [];

const idsOf = (blocks: readonly Block[]): ReadonlySet<unknown> =>
  new Set(blocks.map(({ json }) => json.id ?? json.tool_use_id));

export const toolRules: readonly Rule<Conversation>[] = [
  {
    // Error text: "`tool_use` ids were found without `tool_result` blocks immediately after"
    // (anthropics/claude-code#1237). The next message alone is read.
    name: 'toolResultMissing',
    *check({ messages }) {
      for (const [index, message] of messages.entries()) {
        const answered = idsOf(ofType(messages[index + 1], 'tool_result'));
        for (const { path, json } of ofType(message, 'tool_use'))
          if (!answered.has(json.id))
            yield { path, message: `The next message has no result of ${shown(json.id)}.` };
      }
    },
  },
  {
    // Error text: "unexpected `tool_use_id` found in `tool_result` blocks" (anthropics/claude-code#13460).
    name: 'toolResultUnexpected',
    *check({ messages }) {
      for (const [index, message] of messages.entries()) {
        const used = idsOf(ofType(messages[index - 1], 'tool_use'));
        for (const { path, json } of ofType(message, 'tool_result'))
          if (!used.has(json.tool_use_id))
            yield { path, message: `The previous message has no use ${shown(json.tool_use_id)}.` };
      }
    },
  },
  {
    // Error text: "each tool_use must have a single result" (BerriAI/litellm#20048).
    name: 'toolResultDuplicate',
    *check({ messages }) {
      for (const message of messages) {
        const seen = new Set<unknown>();
        for (const { path, json } of ofType(message, 'tool_result')) {
          if (seen.has(json.tool_use_id))
            yield { path, message: `${shown(json.tool_use_id)} has two results.` };
          seen.add(json.tool_use_id);
        }
      }
    },
  },
  {
    // Page "Handle tool calls": results come first in the content; a result after other content is refused with the
    // error text of a missing result.
    name: 'toolResultFirst',
    *check({ messages }) {
      for (const { blocks } of messages)
        for (const [index, { path, type }] of blocks.entries())
          if (type === 'tool_result' && index > 0 && blocks[index - 1]?.type !== 'tool_result')
            yield { path, message: 'The tool result follows other content.' };
    },
  },
  {
    // Error text: "`tool_use` ids must be unique", within the whole conversation (anthropics/claude-code#28515).
    name: 'toolUseUnique',
    *check({ messages }) {
      const seen = new Set<unknown>();
      for (const { path, json } of messages.flatMap((message) => ofType(message, 'tool_use'))) {
        if (seen.has(json.id)) yield { path, message: `The id ${shown(json.id)} is used twice.` };
        seen.add(json.id);
      }
    },
  },
  {
    // Error text: "tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'" (anomalyco/opencode#1279).
    name: 'toolUseId',
    *check({ messages }) {
      for (const message of messages)
        for (const { path, json } of ofType(message, 'tool_use'))
          if (typeof json.id !== 'string' || !/^[a-zA-Z0-9_-]+$/.test(json.id))
            yield { path: `${path}.id`, message: `The id ${shown(json.id)} has other characters.` };
    },
  },
  {
    // Error texts: "tool_use.name: String should have at least 1 character", "at most 200 characters".
    name: 'toolName',
    *check({ messages }) {
      for (const message of messages)
        for (const { path, json } of ofType(message, 'tool_use'))
          if (!isFilled(json.name) || json.name.length > 200)
            yield { path: `${path}.name`, message: 'The name has 0 or more than 200 characters.' };
    },
  },
  {
    // Error text: "tool_use.input: Input should be a valid dictionary" (VoltAgent/voltagent#1336).
    name: 'toolInput',
    *check({ messages }) {
      for (const { path, type, json } of messages.flatMap(({ blocks }) => blocks))
        if ((type === 'tool_use' || type === 'server_tool_use') && !isJson(json.input))
          yield { path: `${path}.input`, message: 'The input is no object.' };
    },
  },
];
