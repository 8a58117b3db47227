/** The rules of the Anthropic Messages API for tools that the service runs. */
import { shown, textOf } from '../json.ts';
import type { Rule } from '../rule.ts';
import { assistantTurnsOf, type Block, type Conversation, type Message } from './conversation.ts';

const blocksOf = (turn: readonly Message[]): readonly Block[] =>
  turn.flatMap(({ role, blocks }) => (role === 'assistant' ? blocks : []));

const isServerResult = ({ type }: Block): boolean =>
  typeof type === 'string' && type.endsWith('_tool_result') && type !== 'mcp_tool_result';

export const serverToolRules: readonly Rule<Conversation>[] = [
  {
    // Error text: "`web_search` tool use with id … was found without a corresponding `web_search_tool_result` block"
    // (page "Stop reasons"). The last turn may leave a use open: it was paused, or the service runs the tool once the
    // client's results are there. Then the result stands in a later message of the same turn.
    name: 'serverToolResultMissing',
    *check({ messages }) {
      for (const blocks of assistantTurnsOf(messages).slice(0, -1).map(blocksOf)) {
        const answered = new Set(blocks.filter(isServerResult).map(({ json }) => json.tool_use_id));
        for (const { path, type, json } of blocks)
          if (type === 'server_tool_use' && !answered.has(json.id))
            yield { path, message: `The turn has no result of ${shown(json.id)}.` };
      }
    },
  },
  {
    // Error text: "Each `advisor_tool_result` block must have a corresponding `server_tool_use` block before it"
    // (anthropics/claude-code#64383).
    name: 'serverToolResultUnexpected',
    *check({ messages }) {
      for (const turn of assistantTurnsOf(messages)) {
        const used = new Set<unknown>();
        for (const block of blocksOf(turn)) {
          if (block.type === 'server_tool_use') used.add(block.json.id);
          if (isServerResult(block) && !used.has(block.json.tool_use_id))
            yield {
              path: block.path,
              message: `No use ${shown(block.json.tool_use_id)} stands before.`,
            };
        }
      }
    },
  },
  {
    // Page "Server tools": the id of a server's use begins with srvtoolu_; the service refuses others
    // (BerriAI/litellm#31672).
    name: 'serverToolUseId',
    *check({ messages }) {
      for (const { path, type, json } of blocksOf(messages))
        if (type === 'server_tool_use' && !/^srvtoolu_[a-zA-Z0-9_]+$/.test(textOf(json.id)))
          yield { path: `${path}.id`, message: `The id ${shown(json.id)} is none of the service.` };
    },
  },
];
