/** A chat client for tests: it sends a request to a server of its own, and reads the answer on the wire. */
import { type Fault, type ModelServer, startModelServer } from '@perdure/model-server';

export interface Choice {
  delta: Record<string, unknown>;
  finish_reason: string | null;
}

export interface Chunk {
  /** Absent in an error frame. */
  choices?: Choice[];
  usage?: object;
}

export class ChatClient {
  readonly server: ModelServer;

  private constructor(server: ModelServer) {
    this.server = server;
  }

  static async open(faults: readonly Fault[] = []): Promise<ChatClient> {
    return new ChatClient(await startModelServer({ tokenDelayMs: 0, faults }));
  }

  /** Sends a chat request. It asks the first model why the sky is blue unless `body` says otherwise. */
  ask(body: object = {}, signal: AbortSignal | null = null): Promise<Response> {
    const messages = [{ role: 'user', content: 'Why is the sky blue?' }];
    return fetch(`${this.server.baseUrl}/chat/completions`, {
      method: 'POST',
      body: JSON.stringify({ model: 'perdure-demo', messages, ...body }),
      signal,
    });
  }

  /** Streams an answer to its end, with its usage. Resolves with its text on the wire. */
  async stream(body: object = {}): Promise<string> {
    const streaming = { stream: true, stream_options: { include_usage: true } };
    return (await this.ask({ ...streaming, ...body })).text();
  }

  /** Gets an answer in one piece. */
  async json(body: object = {}): Promise<unknown> {
    return (await this.ask(body)).json();
  }
}

/** The chunks of a streamed answer. Comments and `[DONE]` are left out. */
export const chunksOf = (sse: string): Chunk[] =>
  [...sse.matchAll(/^data: (\{.*\})$/gm)].map(([, json]) => JSON.parse(json ?? ''));

/** The choices of a streamed answer, in order. */
export const choicesOf = (sse: string): Choice[] =>
  chunksOf(sse).flatMap(({ choices = [] }) => choices);

/** A field of all deltas, joined. */
export const joined = (sse: string, field: string): string =>
  choicesOf(sse)
    .map(({ delta }) => delta[field] ?? '')
    .join('');

/** The finish reasons of a streamed answer that are not null. */
export const finishReasonsOf = (sse: string): unknown[] =>
  choicesOf(sse).flatMap(({ finish_reason }) => finish_reason ?? []);
