/** Calls of `streamText`, from the first part to the end of the attempt. */
import { addUsage, type Chunk, type Usage } from '@perdure/runtime';
import type { Origin } from '@perdure/thread';
import {
  APICallError,
  type LanguageModel,
  type PrepareStepFunction,
  type streamText,
  type ToolSet,
} from 'ai';
import type { Question } from '../questions/question.ts';
import { toChunk } from './chunks.ts';
import { HeldChunks } from './held-chunks.ts';
import type { History } from './history.ts';
import { ModelLoop, type StopWhen } from './model-loop.ts';
import { OpenQuestions } from './open-questions.ts';
import { streamCall } from './stream-call.ts';
import { CallEnd, toUsage, UsageSoFar } from './usage-so-far.ts';

type Settings = Parameters<typeof streamText>[0];

/** The arguments of `streamText` that this package reads or sets. */
export interface StreamTextCall
  extends Pick<
    Settings,
    | 'experimental_refineToolInput'
    | 'experimental_repairToolCall'
    | 'experimental_transform'
    | 'repairToolCall'
    | 'toolApproval'
  > {
  model: LanguageModel;
  tools: ToolSet;
  abortSignal: AbortSignal;
  prepareStep?: PrepareStepFunction<ToolSet>;
  stopWhen?: StopWhen | undefined;
}

/**
 * Parts before which a finished step is recorded as whole. The model call that follows may fail or never answer, and the
 * step does not depend on it: a step that counts as unfinished loses its references to stored items.
 */
const sealing: ReadonlySet<string> = new Set(['step-prepared', 'start-step', 'error', 'abort']);

/** Reasons with which the model is done with its calls. Otherwise they may be cut off, and nobody is asked about them. */
const asking: ReadonlySet<string> = new Set(['stop', 'tool-calls', 'other']);

/**
 * Yields the answer as chunks. The last chunk is `ask` if a call needs a human, and `finish` otherwise.
 *
 * @param nextQuestion a question to ask as soon as the approved tool has a result, before the model is called again
 */
export async function* converse(
  call: StreamTextCall,
  origin: Origin,
  history: History,
  nextQuestion?: Question | undefined,
): AsyncGenerator<Chunk> {
  const loop = new ModelLoop(call.stopWhen);
  let paused: Paused | undefined = { history, usage: null };
  while (paused !== undefined) paused = yield* answer(call, origin, paused, loop, nextQuestion);
}

/** An answer that the model will go on with, in another call of `streamText`. */
interface Paused {
  history: History;
  /** What the answer has used so far. */
  usage: Usage | null;
}

/** Returns the paused answer; undefined at the end of the attempt. */
async function* answer(
  call: StreamTextCall,
  origin: Origin,
  { history, usage: usedBefore }: Paused,
  loop: ModelLoop,
  nextQuestion: Question | undefined,
): AsyncGenerator<Chunk, Paused | undefined> {
  const { messages, calls } = history;
  const isStopped = nextQuestion !== undefined;
  const { parts, outputs, result, recorded } = streamCall(call, history, loop, isStopped);
  const questions = new OpenQuestions(call.tools, calls);
  const held = new HeldChunks((tool) => decides(call, tool));
  const usageSoFar = new UsageSoFar();
  /** True between a finished step and the next one. */
  let isWhole = false;
  let usage: Usage | null = null;
  /** Of the first step, what its answer has used before a pause. */
  let before = usedBefore;
  for await (const part of parts) {
    if (part === undefined) {
      yield held.alive;
      continue;
    }
    if (isWhole && sealing.has(part.type)) {
      yield { type: 'finishStep', ...used(usage) };
      isWhole = false;
      usage = null;
    }
    if (part.type === 'step-prepared') continue;
    questions.note(part);
    const callEnd = part.type === 'raw' && part.rawValue instanceof CallEnd && part.rawValue;
    if (callEnd && !isVoid(callEnd)) yield* held.release();
    const soFar = usageSoFar.note(part);
    if (soFar !== undefined) yield { type: 'alive', ...used(addUsage(before, soFar)) };
    if (callEnd) recorded.resolve();
    switch (part.type) {
      case 'start-step':
        yield { type: 'startStep', origin, request: part.request.body };
        continue;
      case 'finish-step':
        usage = addUsage(before, toUsage(part.usage));
        before = null;
        isWhole = true;
        if (!isVoid(part)) yield* held.release();
        continue;
      case 'finish': {
        const isAsking = asking.has(part.finishReason) && !isVoid(part);
        const question = isAsking ? questions.first : undefined;
        if (question !== undefined) yield { type: 'ask', question, ...used(usage) };
        else if (part.rawFinishReason !== 'pause_turn') {
          const reason = reasonOf(part);
          // Without a reason the answer was cut off, which the runtime tells from a stream without `finish`.
          if (reason !== undefined) yield { type: 'finish', reason, ...used(usage) };
        } else if (await loop.continues(await result.steps)) {
          const said = await result.responseMessages;
          return { history: { messages: [...messages, ...said], calls }, usage };
        } else yield { type: 'finish', reason: 'tool-calls', ...used(usage) };
        return;
      }
      case 'error':
        if (APICallError.isInstance(part.error))
          yield { type: 'startStep', origin, request: part.error.requestBodyValues };
    }
    const chunk = await toChunk(part, { outputs, calls });
    yield* held.pass(part, chunk);
    if (chunk.type === 'toolResult' && nextQuestion !== undefined) {
      yield { type: 'ask', question: nextQuestion };
      return;
    }
  }
  return;
}

/** True if a function of the app decides whether a call of the tool needs approval. */
function decides({ tools, toolApproval }: StreamTextCall, name: string): boolean {
  const needsApproval = Object.hasOwn(tools, name) ? tools[name]?.needsApproval : undefined;
  const own = Object.entries(Object(toolApproval)).find(([tool]) => tool === name)?.[1];
  return [needsApproval, toolApproval, own].some((each) => typeof each === 'function');
}

const used = (usage: Usage | null): { usage?: Usage } => (usage === null ? {} : { usage });

interface Ending {
  finishReason: string;
  rawFinishReason?: string | undefined;
}

/**
 * The provider's word, where the SDK has no word of its own for it. Undefined without a word, which the SDK calls `other`.
 */
const reasonOf = ({ finishReason, rawFinishReason }: Ending): string | undefined =>
  finishReason === 'other' ? rawFinishReason || undefined : finishReason;

/** True for an end that fails the attempt: its calls are void, because the SDK does not perform them. */
const isVoid = (end: Ending): boolean => failing.has(reasonOf(end));

const failing: ReadonlySet<string | undefined> = new Set([
  'error',
  'content-filter',
  'interrupted',
  undefined,
]);
