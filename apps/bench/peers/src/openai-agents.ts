/**
 * OpenAI Agents JS: its runner on a session in SQLite. It never tries a stream again that has begun, so the loop
 * around it and the row of the retry are by hand.
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
import { openDatabase } from './open-database.ts';
import { type Audited, type Durability, type Probe, prompt, type Watch } from './probe.ts';
import { SqliteSessions } from './sqlite-session.ts';
import { isTransient, maxRetries } from './transient.ts';

class WorkloadModel implements Model {
  readonly #watch: Watch;

  constructor(watch: Watch) {
    this.#watch = watch;
  }

  async getResponse(): Promise<ModelResponse> {
    throw new Error('This model streams.');
  }

  async *getStreamedResponse(): AsyncGenerator<StreamEvent> {
    let text = '';
    yield { type: 'response_started' };
    for await (const delta of this.#watch.model()) {
      text += delta;
      yield { type: 'output_text_delta', delta };
    }
    yield {
      type: 'response_done',
      response: {
        id: 'response',
        usage: new Usage(),
        output: [
          {
            type: 'message',
            role: 'assistant',
            status: 'completed',
            content: [{ type: 'output_text', text }],
          },
        ],
      },
    };
  }
}

function textOf(item: AgentInputItem | undefined): string | undefined {
  if (item === undefined || !('content' in item) || item.content === undefined) return undefined;
  const [part] = typeof item.content === 'string' ? [{ text: item.content }] : item.content;
  return part !== undefined && 'text' in part ? part.text : undefined;
}

export async function openaiAgents(
  folder: string,
  durability: Durability,
  probe: Probe,
): Promise<Audited> {
  const db = openDatabase(folder, durability);
  const sessions = new SqliteSessions(db);
  const runner = new Runner({ tracingDisabled: true });
  const question: AgentInputItem = { type: 'message', role: 'user', content: prompt };

  return {
    name: `OpenAI Agents JS, ${durability}`,
    async run(id) {
      const watch = probe.of(id);
      const agent = new Agent({ name: 'answering', model: new WorkloadModel(watch) });
      const session = sessions.of(id);
      // Before the runner, which stores what it was given only when its first turn has ended.
      await session.addItems([question]);
      for (let retries = 0; ; retries++) {
        try {
          const stream = await runner.run(agent, [], { stream: true, session });
          for await (const piece of stream.toTextStream()) watch.got(piece);
          await stream.completed;
          return;
        } catch (error) {
          if (retries === maxRetries || !isTransient(error)) throw error;
          sessions.retried(id, retries + 1, error);
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
}
