/**
 * LangGraph.js: a graph of one node that calls a chat model, its retry policy, and its SQLite saver with
 * durability `sync`.
 */
import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager';
import {
  BaseChatModel,
  type BaseChatModelCallOptions,
} from '@langchain/core/language_models/chat_models';
import { AIMessageChunk, type BaseMessage, HumanMessage } from '@langchain/core/messages';
import { ChatGenerationChunk, type ChatResult } from '@langchain/core/outputs';
import { END, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph';
import { SqliteSaver } from '@langchain/langgraph-checkpoint-sqlite';
import type { Make } from '../../src/contest/contender.ts';
import type { Probe } from '../../src/contest/probe.ts';
import { prompt } from '../../src/contest/workload.ts';
import { openDatabase } from './open-database.ts';
import { maxRetries } from './transient.ts';

interface CallOptions extends BaseChatModelCallOptions {
  thread: string;
}

class WorkloadModel extends BaseChatModel<CallOptions> {
  readonly #probe: Probe;

  constructor(probe: Probe) {
    super({});
    this.#probe = probe;
  }

  _llmType(): string {
    return 'workload';
  }

  async _generate(): Promise<ChatResult> {
    throw new Error('This model streams.');
  }

  override async *_streamResponseChunks(
    _messages: BaseMessage[],
    { thread }: this['ParsedCallOptions'],
    run?: CallbackManagerForLLMRun,
  ): AsyncGenerator<ChatGenerationChunk> {
    for await (const text of this.#probe.of(thread).model()) {
      const chunk = new ChatGenerationChunk({ text, message: new AIMessageChunk(text) });
      yield chunk;
      await run?.handleLLMNewToken(text, undefined, undefined, undefined, undefined, { chunk });
    }
  }
}

export const langgraph: Make = (folder, durability, probe) => {
  const db = openDatabase(folder, durability);
  const model = new WorkloadModel(probe);
  const graph = new StateGraph(MessagesAnnotation)
    .addNode(
      'agent',
      async ({ messages }, config) => ({
        messages: [
          await model.invoke(messages, {
            ...config,
            thread: String(config.configurable?.thread_id),
          }),
        ],
      }),
      {
        retryPolicy: {
          maxAttempts: 1 + maxRetries,
          initialInterval: 0,
          jitter: false,
          logWarning: false,
        },
      },
    )
    .addEdge(START, 'agent')
    .addEdge('agent', END)
    .compile({ checkpointer: new SqliteSaver(db) });
  const thread = (id: string) => ({ configurable: { thread_id: id } });

  return {
    async run(id) {
      const watch = probe.of(id);
      const stream = await graph.stream(
        { messages: [new HumanMessage(prompt)] },
        { ...thread(id), streamMode: 'messages', durability: 'sync' },
      );
      for await (const [message] of stream) watch.got(message.text);
    },
    async recorded(id) {
      const { values } = await graph.getState(thread(id));
      const [question, answer] = values.messages;
      return { prompt: question?.text, answer: answer?.text };
    },
    close() {
      db.close();
    },
  };
};
