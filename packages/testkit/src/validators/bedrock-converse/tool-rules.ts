/** The rules of Bedrock's Converse API for tools. */
import { isJson, objectOf, shown } from '../json.ts';
import type { Finding, Rule } from '../rule.ts';
import type { Block, Conversation } from './conversation.ts';

const idsOf = (blocks: readonly Block[] = []): readonly unknown[] =>
  blocks.map(({ json }) => json.toolUseId);

const isName = (value: unknown): boolean =>
  typeof value === 'string' && /^[a-zA-Z0-9_-]{1,64}$/.test(value);

function* duplicates(blocks: readonly Block[]): Generator<Finding> {
  const ids = idsOf(blocks);
  for (const [index, { path }] of blocks.entries())
    if (ids.indexOf(ids[index]) < index)
      yield { path, message: `${shown(ids[index])} is there twice.` };
}

export const toolRules: readonly Rule<Conversation>[] = [
  {
    // Error text: "The toolConfig field must be defined when using toolUse and toolResult content blocks"
    // (langgenius/dify#17545).
    name: 'toolConfig',
    *check({ body, messages }) {
      const isUsed = messages.some((m) => m.toolUses.length > 0 || m.toolResults.length > 0);
      const { tools } = objectOf(body.toolConfig);
      if (isUsed && (!Array.isArray(tools) || tools.length === 0))
        yield { path: 'toolConfig', message: 'Tools are used, and none is defined.' };
    },
  },
  {
    // Error text: "Expected toolResult blocks at messages.N.content for the following Ids"
    // (zeroclaw-labs/zeroclaw#1476).
    name: 'toolResultMissing',
    *check({ messages }) {
      for (const [index, { toolUses }] of messages.entries())
        for (const { path, json } of toolUses)
          if (!idsOf(messages[index + 1]?.toolResults).includes(json.toolUseId))
            yield { path, message: `The next message has no result of ${shown(json.toolUseId)}.` };
    },
  },
  {
    // Error text: "The number of toolResult blocks at messages.N.content exceeds the number of toolUse blocks of
    // previous turn" (Just-Curieous/Curie#16). Results are matched by id here, which is stricter.
    name: 'toolResultUnexpected',
    *check({ messages }) {
      for (const [index, { toolResults }] of messages.entries())
        for (const { path, json } of toolResults)
          if (!idsOf(messages[index - 1]?.toolUses).includes(json.toolUseId))
            yield { path, message: `The previous message has no use ${shown(json.toolUseId)}.` };
    },
  },
  {
    // Error text: "The toolResult blocks at messages.X.content contain duplicate Ids" (BerriAI/litellm#20048).
    name: 'toolResultDuplicate',
    *check({ messages }) {
      for (const { toolResults } of messages) yield* duplicates(toolResults);
    },
  },
  {
    // The same for uses within a message (BerriAI/litellm#20049).
    name: 'toolUseUnique',
    *check({ messages }) {
      for (const { toolUses } of messages) yield* duplicates(toolUses);
    },
  },
  {
    // Page `ToolUseBlock`, and earendil-works/pi#781. Newer states of the page also allow a dot and a colon, which
    // models of Anthropic refuse.
    name: 'toolUseId',
    *check({ messages }) {
      for (const { path, json } of messages.flatMap(({ toolUses }) => toolUses))
        if (!isName(json.toolUseId))
          yield {
            path: `${path}.toolUseId`,
            message: `The id ${shown(json.toolUseId)} does not fit.`,
          };
    },
  },
  {
    // Error text: "toolUse.name' failed to satisfy constraint: Member must have length less than or equal to 64"
    // (openclaw/openclaw#12892).
    name: 'toolName',
    *check({ messages }) {
      for (const { path, json } of messages.flatMap(({ toolUses }) => toolUses))
        if (!isName(json.name))
          yield { path: `${path}.name`, message: `The name ${shown(json.name)} does not fit.` };
    },
  },
  {
    // The input is required, and an object even for a tool without arguments (spiceai/spiceai#7036).
    name: 'toolInput',
    *check({ messages }) {
      for (const { path, json } of messages.flatMap(({ toolUses }) => toolUses))
        if (!isJson(json.input))
          yield { path: `${path}.input`, message: 'The input is no object.' };
    },
  },
  {
    // Error text: "toolResult.content.0.json is invalid. Provide a json object for the field" (sigoden/aichat#1542).
    name: 'toolResultJson',
    *check({ messages }) {
      for (const { path, json } of messages.flatMap(({ toolResults }) => toolResults))
        for (const block of Array.isArray(json.content) ? json.content : [])
          if (isJson(block) && block.json !== undefined && !isJson(block.json))
            yield { path, message: 'The JSON of the result is no object.' };
    },
  },
];
