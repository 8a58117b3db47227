/** The rules of the Anthropic Messages API for roles, blocks and texts. */
import { isBlank, isFilled, shown, textOf } from '../json.ts';
import type { Rule } from '../rule.ts';
import { type Conversation, isThinking, nestedBlocksOf, thinkingOf } from './conversation.ts';

/** The models up to version 4.5, which continue an assistant message (ericc-ch/copilot-api#261). */
const prefillModels =
  /^claude-(?:[23]|instant|(?:opus|sonnet|haiku)-4(?:-[0-5])?(?:-\d{8}|-latest|@\d{8})?$)/;

/** The tags named by the error text (AstrBotDevs/AstrBot#4444), and those of newer tools, as the reference lists them. */
const blockTypes =
  /^(?:text|image|document|search_result|thinking|redacted_thinking|tool_use|server_tool_use|mcp_tool_use|compaction|container_upload|(?:[a-z_]+_)?tool_result)$/;

/** The one role that may hold a block of this type. */
const roleOf = new Map<unknown, string>([
  ['tool_result', 'user'],
  ['tool_use', 'assistant'],
  ['thinking', 'assistant'],
  ['redacted_thinking', 'assistant'],
]);

export const contentRules: readonly Rule<Conversation>[] = [
  {
    // Error text: "messages: at least one message is required".
    name: 'messages',
    *check({ messages }) {
      if (messages.length === 0) yield { path: 'messages', message: 'There is no message.' };
    },
  },
  {
    // The Messages reference: a message is of the user or the assistant; the system prompt is a field of its own.
    name: 'role',
    *check({ messages }) {
      for (const { path, role } of messages)
        if (role !== 'user' && role !== 'assistant')
          yield {
            path: `${path}.role`,
            message: `The role ${shown(role)} is neither user nor assistant.`,
          };
    },
  },
  {
    // Error text: "all messages must have non-empty content except for the optional final assistant message"
    // (anthropics/claude-code#6774).
    name: 'emptyContent',
    *check({ messages }) {
      for (const { path, role, blocks } of messages.slice(0, -1))
        if (blocks.length === 0) yield { path, message: `The ${shown(role)} message is empty.` };
      const last = messages.at(-1);
      if (last?.role !== 'assistant' && last?.blocks.length === 0)
        yield { path: last.path, message: 'The last message is empty.' };
    },
  },
  {
    // Error text: "Input tag … does not match any of the expected tags" (AstrBotDevs/AstrBot#4444).
    name: 'blockType',
    *check({ messages }) {
      for (const { path, type } of messages.flatMap(({ blocks }) => blocks))
        if (typeof type !== 'string' || !blockTypes.test(type))
          yield { path, message: `The block type ${shown(type)} is not known.` };
    },
  },
  {
    // Error texts: "`tool_result` blocks can only be in `user` messages", "`tool_use` blocks can only be in
    // `assistant` messages". That thinking blocks behave alike is uncertain.
    name: 'blockRole',
    *check({ messages }) {
      for (const { role, blocks } of messages)
        for (const { path, type } of blocks)
          if (roleOf.has(type) && roleOf.get(type) !== role)
            yield {
              path,
              message: `A ${shown(type)} block is in a message of the ${shown(role)}.`,
            };
    },
  },
  {
    // Error text: "text content blocks must be non-empty" (anthropics/claude-code#59812), also within a tool result
    // (experientiallabs/experiential#799).
    name: 'emptyText',
    *check({ messages }) {
      for (const { path, type, json } of messages.flatMap(nestedBlocksOf))
        if (type === 'text' && !isFilled(json.text))
          yield { path: `${path}.text`, message: 'The text block is empty.' };
    },
  },
  {
    // Error text: "text content blocks must contain non-whitespace text". A blank block beside a text is accepted
    // (LibreChat-AI/agents#124), beside a tool use it is not (aaif-goose/goose#7343).
    name: 'blankText',
    *check({ messages }) {
      for (const { path, blocks } of messages) {
        const texts = blocks.flatMap(({ type, json }) => (type === 'text' ? [json.text] : []));
        if (texts.length > 0 && texts.every((text) => isFilled(text) && isBlank(text)))
          yield { path, message: 'The only text of the message is white space.' };
      }
    },
  },
  {
    // Error text: "final assistant content cannot end with trailing whitespace" (tailcallhq/forgecode#1872).
    name: 'trailingWhitespace',
    *check({ messages }) {
      const last = messages.at(-1);
      const text = last?.role === 'assistant' ? last.blocks.at(-1)?.json.text : undefined;
      if (last && isFilled(text) && !isBlank(text) && text.trimEnd() !== text)
        yield { path: last.path, message: 'The final assistant message ends in white space.' };
    },
  },
  {
    // Error text: "This model does not support assistant message prefill. The conversation must end with a user
    // message" (cortexkit/magic-context#511). A paused turn of a server tool is sent back as it is (page "Stop
    // reasons", pause_turn). Uncertain: which models beyond those known accept a prefill.
    name: 'prefill',
    *check({ body, messages }) {
      const last = messages.at(-1);
      if (last?.role !== 'assistant' || prefillModels.test(textOf(body.model))) return;
      if (!last.blocks.some(({ type }) => type === 'server_tool_use'))
        yield { path: last.path, message: 'The conversation ends with an assistant message.' };
    },
  },
  {
    // Error text: "When thinking is disabled, an `assistant` message in the final position cannot contain `thinking`"
    // (tailcallhq/forgecode#1853).
    name: 'thinkingPrefill',
    *check({ body, messages }) {
      const last = messages.at(-1);
      const mode = thinkingOf(body);
      const isDisabled = mode === undefined || mode === 'disabled';
      if (last?.role === 'assistant' && isDisabled && last.blocks.some(isThinking))
        yield { path: last.path, message: 'The final message has thinking, which is disabled.' };
    },
  },
];
