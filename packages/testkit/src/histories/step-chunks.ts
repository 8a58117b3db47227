/** The chunks of one step of a model. */
import type { Chunk } from '@perdure/runtime';
import type { Metadata, ToolCallPart } from '@perdure/thread';
import { type Model, models } from './models.ts';
import type { AttemptPlan, CallPlan, ResultPlan, StepPlan, ThoughtPlan } from './script.ts';
import { image } from './words.ts';

/** What the thread has said so far: its ids, and the plan of each call by id. */
export class Said {
  #ordinal = 0;
  /** The first id that each model has given. */
  readonly #firstIds = new Map<Model, string>();
  readonly calls = new Map<string, CallPlan>();

  next(): number {
    return ++this.#ordinal;
  }

  /** The id of a call: the one that the model makes, or the first one that it made. */
  idOf(plan: CallPlan, model: Model, made: string): string {
    const first = this.#firstIds.get(model) ?? made;
    this.#firstIds.set(model, first);
    const id = plan.isIdRepeated ? first : made;
    this.calls.set(id, plan);
    return id;
  }
}

export interface StepChunks {
  chunks: Chunk[];
  /** The calls about which a human is asked. */
  asked: ToolCallPart[];
  hasCalls: boolean;
}

export function stepChunks(
  { thoughts, texts, search, file, calls, order }: StepPlan,
  { model: name, hasTools }: Pick<AttemptPlan, 'model'> & { hasTools: boolean },
  said: Said,
): StepChunks {
  const model: Model = models[name];
  const spoken = texts.flatMap((text) => pieces('text', text, said, model.text?.(said.next())));
  const made = hasTools ? calls.map((plan, index) => callOf(plan, index, model, said)) : [];
  const results = made.filter(({ isAsked }) => !isAsked).map(({ id, plan }) => resultOf(id, plan));
  const told =
    order === 'interleaved'
      ? made.flatMap(({ call, id }) => [call, ...results.filter((result) => result.id === id)])
      : [...made.map(({ call }) => call), ...(order === 'reversed' ? results.reverse() : results)];
  return {
    chunks: [
      { type: 'startStep', origin: model.origin },
      ...withThought(thoughts, model).flatMap((plan) => thoughtOf(plan, model, said)),
      ...(hasTools ? searchOf(search, model, said) : []),
      ...spoken,
      ...(file && model.makesFiles ? [image] : []),
      ...told,
    ],
    asked: made.filter(({ isAsked }) => isAsked).map(({ call }) => call),
    hasCalls: made.length > 0,
  };
}

/** The thoughts of a step. Of a model that always thinks, the first one is a thought that the model takes back. */
function withThought(thoughts: readonly ThoughtPlan[], model: Model): readonly ThoughtPlan[] {
  if (model.thought === undefined) return [];
  const [first] = thoughts;
  if (!model.alwaysThinks || (first && first.kind !== 'plain' && first.text !== ''))
    return thoughts;
  return [{ kind: 'signed', text: 'Hmm.' }, ...thoughts];
}

function thoughtOf({ kind, text }: ThoughtPlan, model: Model, said: Said): Chunk[] {
  const metadata = kind === 'plain' ? undefined : model.thought?.(kind, said.next());
  const isSealed = kind === 'sealed' && metadata !== undefined;
  return pieces('reasoning', isSealed ? '' : text, said, metadata);
}

/** A text in two pieces, and its metadata with its end. */
function pieces(
  type: 'text' | 'reasoning',
  text: string,
  said: Said,
  metadata: Metadata | undefined,
): Chunk[] {
  const block = `b${said.next()}`;
  const half = text.length / 2;
  return [
    { type, text: text.slice(0, half), block },
    { type, text: text.slice(half), block, ...(metadata && { metadata }) },
  ];
}

function searchOf(search: StepPlan['search'], model: Model, said: Said): Chunk[] {
  if (search === 'none' || model.search === undefined) return [];
  const { name, input, output, id: idOf } = model.search;
  const tool = { id: idOf(said.next()), name, providerExecuted: true } as const;
  const call: Chunk = { type: 'toolCall', ...tool, input };
  return search === 'open' ? [call] : [call, { type: 'toolResult', ...tool, output }];
}

function callOf(plan: CallPlan, index: number, model: Model, said: Said) {
  const ordinal = said.next();
  const id = said.idOf(plan, model, model.callId(ordinal, index));
  const metadata = model.call?.(ordinal, index);
  const isInvalid = plan.isInvalid || !['look', 'pay'].includes(plan.name);
  const call: ToolCallPart = {
    type: 'toolCall',
    id,
    name: plan.name,
    input: plan.input,
    ...(isInvalid && { invalid: true }),
    ...(metadata && { metadata }),
  };
  const result = isInvalid
    ? { ...plan.result, isError: true, modelOutput: undefined }
    : plan.result;
  return { call, id, plan: { ...plan, result }, isAsked: plan.result.isAsked && !isInvalid };
}

export function resultOf(id: string, { name, result }: { name: string; result: ResultPlan }) {
  const { isError, output, modelOutput } = result;
  return {
    type: 'toolResult' as const,
    id,
    name,
    output,
    ...(isError && { isError }),
    ...(modelOutput && !isError && { modelOutput }),
  };
}
