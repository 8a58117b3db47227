/** One call of `streamText`, whose model and tools do what the attempt needs of them. */
import { type PrepareStepFunction, streamText, type ToolSet } from 'ai';
import type { StreamTextCall } from './converse.ts';
import { HeardBytes } from './heard-bytes.ts';
import { type Heard, heardModel } from './heard-model.ts';
import type { History } from './history.ts';
import type { ModelCalls } from './model-calls.ts';
import type { ModelLoop } from './model-loop.ts';
import { ModelOutputs } from './model-outputs.ts';
import { RecordedAnswer } from './recorded-answer.ts';
import { Steps } from './steps.ts';

/**
 * @param isStopped true if the SDK must not call the model after the approved tool, because other calls have no result
 *   yet, and a model refuses those
 */
export function streamCall(
  call: StreamTextCall,
  { messages, calls }: History,
  loop: ModelLoop,
  isStopped: boolean,
) {
  const outputs = new ModelOutputs(call.tools);
  const modelSteps = new Steps();
  const bytes = new HeardBytes();
  const recorded = new RecordedAnswer(call);
  const heard: Heard = { calls, bytes, recorded };
  const prepareStep: PrepareStepFunction<ToolSet> = async (options) => {
    const steps = loop.stepsWith(options.steps);
    for (const made of steps.at(-1)?.toolCalls ?? []) calls.make(made);
    if (isStopped) return new Promise<never>(() => {});
    const prepared = await call.prepareStep?.({ ...options, steps, stepNumber: steps.length });
    const model = prepared?.model;
    return {
      ...prepared,
      ...(model !== undefined && { model: heardModel(model, heard) }),
    };
  };
  const result = streamText({
    ...call,
    model: heardModel(call.model, heard),
    stopWhen: loop.stopWhen,
    tools: outputs.tools,
    messages,
    ...repairing(call, calls),
    prepareStep: modelSteps.preparing(prepareStep),
    maxRetries: 0,
    // Raw chunks show that the model is at work while it writes arguments or thinks in secret.
    include: { requestBody: true, rawChunks: true },
    // Replaces the SDK's default, which writes the error to the console. The stream also has the error, as a part.
    onError: () => {},
  });
  return { parts: bytes.between(modelSteps.partsOf(result.stream)), outputs, result, recorded };
}

/** The app's function that repairs calls, which are noted as it repairs them. */
function repairing(
  { repairToolCall, experimental_repairToolCall: repair = repairToolCall }: StreamTextCall,
  calls: ModelCalls,
): Pick<StreamTextCall, 'repairToolCall'> {
  if (repair === undefined) return {};
  return {
    repairToolCall: async (options) => {
      const repaired = await repair(options);
      if (repaired !== null) calls.repair(repaired);
      return repaired;
    },
  };
}
