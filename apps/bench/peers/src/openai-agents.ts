/**
 * OpenAI Agents JS: its runner with a session in SQLite. The retry loop and its row are hand-written, because the
 * runner does not retry a stream that has begun.
 */
import {
  Agent,
  type AgentInputItem,
  type Model,
  type ModelResponse,
  Runner,
  type StreamEvent,
  Usage,
} from '@openai/agents';
import type { Make } from '../../src/contest/contender.ts';
import type { Watch } from '../../src/contest/probe.ts';
import { piece, pieces, prompt } from '../../src/contest/workload.ts';
import { openDatabase } from './open-database.ts';
import { SqliteSessions } from './sqlite-session.ts';
import { isTransient, maxRetries } from './transient.ts';

const delta: StreamEvent = { type: 'output_text_delta', delta: piece };

/** The last event of a stream, which repeats the whole answer. */
const done: StreamEvent = {
  type: 'response_done',
  response: {
    id: 'response',
    usage: new Usage(),
    output: [
      {
        type: 'message',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text: piece.repeat(pieces) }],
      },
    ],
  },
};

const workload = (watch: Watch): Model => ({
  async getResponse(): Promise<ModelResponse> {
    throw new Error('This model streams.');
  },
  getStreamedResponse: () => watch.modelAs<StreamEvent>(delta, done),
});

function textOf(item: AgentInputItem | undefined): string | undefined {
  if (item === undefined || !('content' in item) || item.content === undefined) return undefined;
  const [part] = typeof item.content === 'string' ? [{ text: item.content }] : item.content;
  return part !== undefined && 'text' in part ? part.text : undefined;
}

export const openaiAgents: Make = (folder, durability, probe) => {
  const db = openDatabase(folder, durability);
  const sessions = new SqliteSessions(db);
  const runner = new Runner({ tracingDisabled: true });
  const question: AgentInputItem = { type: 'message', role: 'user', content: prompt };

  return {
    async run(id) {
      const watch = probe.of(id);
      const agent = new Agent({ name: 'answering', model: workload(watch) });
      const session = sessions.of(id);
      // Before the runner, because the runner stores its input only at the end of its first turn.
      await session.addItems([question]);
      for (let retryCount = 0; ; retryCount++) {
        try {
          const stream = await runner.run(agent, [], { stream: true, session });
          for await (const text of stream.toTextStream()) watch.got(text);
          await stream.completed;
          return;
        } catch (error) {
          if (retryCount === maxRetries || !isTransient(error)) throw error;
          sessions.retried(id, retryCount + 1, error);
        }
      }
    },
    async recorded(id) {
      const [first, second] = await sessions.of(id).getItems();
      return { prompt: textOf(first), answer: textOf(second) };
    },
    close() {
      db.close();
    },
  };
};
