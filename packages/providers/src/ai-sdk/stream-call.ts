/** One call of `streamText`, whose model and tools do what the attempt needs of them. */
import { type ModelMessage, type PrepareStepFunction, streamText, type ToolSet } from 'ai';
import type { StreamTextCall } from './converse.ts';
import { HeardBytes } from './heard-bytes.ts';
import { heardModel } from './heard-model.ts';
import type { ModelLoop } from './model-loop.ts';
import { ModelOutputs } from './model-outputs.ts';
import type { CallReference } from './repaired-prompt.ts';
import { Steps } from './steps.ts';

/**
 * @param isStopped true if the SDK must not call the model after the approved tool, because other calls have no result
 *   yet, and a model refuses those
 */
export function streamCall(
  call: StreamTextCall,
  messages: ModelMessage[],
  loop: ModelLoop,
  isStopped: boolean,
) {
  const outputs = new ModelOutputs(call.tools);
  const modelSteps = new Steps();
  const bytes = new HeardBytes();
  /** Calls of this attempt whose tool or arguments the model has made up. */
  const invalid = new Set<string>();
  const isInvalid = (reference: CallReference) => invalid.has(keyOf(reference));
  const prepareStep: PrepareStepFunction<ToolSet> = async (options) => {
    const steps = loop.stepsWith(options.steps);
    for (const { toolCalls } of steps)
      for (const made of toolCalls) if (made.invalid) invalid.add(keyOf(made));
    if (isStopped) return new Promise<never>(() => {});
    const prepared = await call.prepareStep?.({ ...options, steps, stepNumber: steps.length });
    const model = prepared?.model;
    return {
      ...prepared,
      ...(model !== undefined && { model: heardModel(model, isInvalid, bytes) }),
    };
  };
  const result = streamText({
    ...call,
    model: heardModel(call.model, isInvalid, bytes),
    stopWhen: loop.stopWhen,
    tools: outputs.tools,
    messages,
    prepareStep: modelSteps.preparing(prepareStep),
    maxRetries: 0,
    // Raw chunks show that the model is at work while it writes arguments or thinks in secret.
    include: { requestBody: true, rawChunks: true },
    // Replaces the SDK's default, which writes the error to the console. The stream also has the error, as a part.
    onError: () => {},
  });
  return { parts: bytes.between(modelSteps.partsOf(result.stream)), outputs, result };
}

const keyOf = ({ toolCallId, toolName }: CallReference): string =>
  JSON.stringify([toolCallId, toolName]);
