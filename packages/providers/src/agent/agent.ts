/** The loop of an agent: calls the model, performs its tools, asks a human, and calls the model again. */
import type { Chunk, ProviderRequest, Usage } from '@perdure/runtime';
import type { Origin, Part, ToolCallPart } from '@perdure/thread';
import { type Files, loadFiles, openCalls, type Turn, toTurns } from '../history/index.ts';
import { decide } from '../questions/decide.ts';
import { type Question, questionOf } from '../questions/question.ts';
import { needsHuman, perform, type Tools } from './tool.ts';
import { type PartChunk, Transcript } from './transcript.ts';

export interface AgentSettings {
  /** One model for every run, or a function of the name with which the run was started; undefined if it named none. */
  model: string | ((name: string | undefined) => string);
  /** What the model is told before every conversation. */
  instructions?: string;
  tools?: Tools;
  /**
   * Most model calls of an attempt. A run that reaches it ends with the reason `toolCalls`. @default 20
   */
  maxSteps?: number;
}

/** What a model call yields. `end` ends its answer; without one, the stream was cut off. */
export type StepChunk =
  | Extract<Chunk, { type: 'startStep' | 'alive' }>
  | PartChunk
  /** `reason`: the provider's own word. `isCut`: the answer is not whole, so its calls are void. */
  | { type: 'end'; reason: string; usage?: Usage; isCut: boolean };

/** One call of the model. */
export type CallModel = (turns: readonly Turn[], files: Files) => AsyncIterable<StepChunk>;

/** The model of a request. */
export const modelOf = ({ model }: AgentSettings, request: ProviderRequest): string =>
  typeof model === 'function' ? model(request.model) : model;

/**
 * Answers a request. The calls of a step are performed at the same time, once its answer is whole.
 *
 * @param hasTools true if the model is given tools, those of its provider included
 */
export async function* runAgent(
  request: ProviderRequest,
  { tools = {}, maxSteps = 20 }: Omit<AgentSettings, 'model'>,
  { origin, hasTools, callModel }: { origin: Origin; hasTools: boolean; callModel: CallModel },
): AsyncGenerator<Chunk> {
  const { messages, runId, idempotencyKey, signal, answer } = request;
  const transcript = new Transcript(request, origin);
  const [open, ahead] = openCalls(messages, runId);
  if (open !== undefined) {
    const { question, decision } = decide(open, tools, request);
    if (decision === undefined) {
      const undecided = answer === null ? {} : { undecided: answer };
      yield { type: 'ask', question: { ...question, ...undecided } };
      return;
    }
    transcript.begin();
    if (decision.perform) {
      yield { type: 'toolStarted', id: open.id, name: open.name };
      yield* performAll([open]);
    } else {
      const { id, name } = open;
      yield* recorded({ type: 'toolResult', id, name, ...decision.result });
    }
    if (ahead !== undefined) {
      yield { type: 'ask', question: ask(ahead) };
      return;
    }
    yield { type: 'finishStep' };
  }

  for (let step = 1; ; step++) {
    const turns = toTurns(transcript.messages, { origin, hasTools, runId });
    const files = await loadFiles(turns, request.file);
    const parts = transcript.begin();
    /** The first call, and what follows it: a call that has not begun is void if the answer breaks off. */
    const held: PartChunk[] = [];
    let end: Extract<StepChunk, { type: 'end' }> | undefined;
    for await (const chunk of callModel(turns, files)) {
      if (chunk.type === 'end') {
        end = chunk;
        break;
      }
      if (chunk.type === 'startStep' || chunk.type === 'alive') yield chunk;
      else if (held.length > 0 || isOwnCall(chunk)) {
        held.push(chunk);
        yield { type: 'alive' };
      } else yield* recorded(chunk);
    }
    // A client ends its stream without an error when its signal aborts.
    signal.throwIfAborted();
    // Without an end the answer was cut off, which the runtime tells from a stream without `finish`.
    if (end === undefined) return;

    const { reason, isCut, type: _, ...usage } = end;
    if (!isCut) for (const chunk of held) yield* recorded(chunk);
    const calls = isCut ? [] : parts.filter(isOwnCall);
    // The usage is said before the tools begin, because the run may be cancelled while they are at work.
    if (calls.length > 0) yield { type: 'alive', ...usage };
    const asked = await Promise.all(calls.map((call) => needsHuman(tools, call)));
    yield* performAll(calls.filter((_, at) => !asked[at]));
    const [question] = calls.filter((_, at) => asked[at]).map(ask);
    if (question !== undefined) yield { type: 'ask', question, ...usage };
    else if (calls.length === 0) yield { type: 'finish', reason, ...usage };
    else if (step >= maxSteps) yield { type: 'finish', reason: 'tool-calls', ...usage };
    else {
      yield { type: 'finishStep', ...usage };
      continue;
    }
    return;
  }

  function ask(call: ToolCallPart): Question {
    return questionOf(call, tools);
  }

  async function* recorded(chunk: PartChunk): AsyncGenerator<Chunk> {
    yield chunk;
    await transcript.add(chunk);
  }

  /** Performs the calls at the same time. The first result comes first, so that a crash loses as few as possible. */
  async function* performAll(calls: readonly ToolCallPart[]): AsyncGenerator<Chunk> {
    const context = { signal, idempotencyKey, runId };
    const atWork = new Map(
      calls.map((call) => [
        call,
        perform(tools, call, context).then((result) => ({ call, result })),
      ]),
    );
    while (atWork.size > 0) {
      const { call, result } = await Promise.race(atWork.values());
      signal.throwIfAborted();
      atWork.delete(call);
      yield* recorded(result);
    }
  }
}

const isOwnCall = <T extends PartChunk | Part>(part: T): part is T & { type: 'toolCall' } =>
  part.type === 'toolCall' && !part.providerExecuted;
