/** Anthropic's Messages as a provider, through Anthropic's own client. */
import type Anthropic from '@anthropic-ai/sdk';
import type { MessageCreateParamsStreaming } from '@anthropic-ai/sdk/resources/messages';
import { addUsage, type Provider, type Usage } from '@perdure/runtime';
import { type AgentSettings, type CallModel, modelOf, runAgent } from '../agent/agent.ts';
import { checkSettings } from '../agent/checked-settings.ts';
import { type Block, readAnswer } from './chunks.ts';
import { isTaken, toMessages } from './request.ts';

export interface AnthropicSettings extends AgentSettings {
  /**
   * More fields of each request, such as `thinking`, `cache_control`, or tools that Anthropic performs.
   * @default { max_tokens: 32_000 }
   */
  body?: Partial<Omit<MessageCreateParamsStreaming, 'model' | 'messages' | 'stream'>>;
}

/** Most continuations of one answer that Anthropic has paused (`pause_turn`). */
const mostPauses = 20;

/**
 * A provider that answers with a model of Anthropic. Thinking, redacted thinking and the blocks of server tools go back
 * to the same model unchanged.
 *
 * The client's retries are off, because they would multiply the retries of the run.
 *
 * A call of a tool without `execute`, or of a tool that needs approval, ends the attempt with a `Question`.
 *
 * @param client of `@anthropic-ai/sdk`, or one that has its `messages.create`
 * @throws {InvalidOptionError} for a setting out of its bounds, or with an unknown name
 */
export function anthropic(
  client: { messages: Pick<Anthropic['messages'], 'create'> },
  settings: AnthropicSettings,
): Provider {
  checkSettings(client, settings, ['body']);
  const provider: Provider = (request) => {
    const model = modelOf(settings, request);
    const origin = { provider: 'anthropic', model };
    const { tools = {}, instructions, body } = settings;
    const own = Object.entries(tools).map(([name, { description, inputSchema }]) => ({
      name,
      ...(description !== undefined && { description }),
      input_schema: { type: 'object' as const, ...inputSchema },
    }));
    const allTools = [...own, ...(body?.tools ?? [])];
    const callModel: CallModel = async function* (turns, files) {
      const messages = toMessages(turns, files);
      const blocks: Block[] = [];
      let usage: Usage | null = null;
      for (let pauses = 0; ; pauses++) {
        const params: MessageCreateParamsStreaming = {
          model,
          max_tokens: 32_000,
          ...(instructions !== undefined && { system: instructions }),
          ...body,
          ...(allTools.length > 0 && { tools: allTools }),
          messages:
            pauses === 0
              ? messages
              : [...messages, { role: 'assistant', content: [...blocks] as never }],
          stream: true,
        };
        yield { type: 'startStep', origin, request: params };
        const options = { signal: request.signal, maxRetries: 0 };
        const response = await client.messages.create(params, options).asResponse();
        let isPaused = false;
        for await (const chunk of readAnswer(response, blocks)) {
          if (chunk.type === 'alive' && chunk.usage)
            yield { ...chunk, ...used(addUsage(usage, chunk.usage)) };
          else if (chunk.type !== 'end') yield chunk;
          if (chunk.type !== 'end') continue;
          usage = addUsage(usage, chunk.usage);
          isPaused = chunk.reason === 'pause_turn' && pauses < mostPauses;
          if (!isPaused) yield { ...chunk, ...used(usage) };
          break;
        }
        if (!isPaused) return;
      }
    };
    return runAgent(request, settings, { origin, hasTools: allTools.length > 0, callModel });
  };
  return Object.assign(provider, {
    refuses: (mediaType: string) =>
      isTaken(mediaType)
        ? undefined
        : `the model takes images (JPEG, PNG, GIF, WebP) and PDF, but no ${mediaType}.`,
  });
}

const used = (usage: Usage | null): { usage?: Usage } => (usage === null ? {} : { usage });
