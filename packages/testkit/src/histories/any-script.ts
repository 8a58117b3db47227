/** The probability of everything that happens in a thread. A change of it changes the history that a seed gives. */
import fc from 'fast-check';
import { type ModelName, modelNames } from './models.ts';
import type { AttemptPlan, CallPlan, CutPlan, RunPlan, Script, StepPlan } from './script.ts';
import { anyInput, anyModelOutput, anyOutput, anyPrompt, anyText, anyToolName } from './words.ts';

const from = <T>(...list: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...list);
/** True once in so many times. */
const rarely = (times: number) => from(...Array<boolean>(times - 1).fill(false), true);
const list = <T>(of: fc.Arbitrary<T>, maxLength: number) => fc.array(of, { maxLength });

const anyCall: fc.Arbitrary<CallPlan> = fc.record({
  isIdRepeated: rarely(8),
  name: anyToolName,
  input: anyInput,
  isInvalid: rarely(6),
  result: fc.record({
    isAsked: rarely(4),
    isError: rarely(4),
    output: anyOutput,
    modelOutput: fc.option(anyModelOutput, { nil: undefined, freq: 3 }),
  }),
});

const anyStep: fc.Arbitrary<StepPlan> = fc.record({
  thoughts: list(fc.record({ kind: from('signed', 'sealed', 'plain'), text: anyText }), 2),
  texts: list(anyText, 2),
  search: from('none', 'none', 'none', 'none', 'found', 'open'),
  file: rarely(10),
  calls: list(anyCall, 3),
  order: from('callsFirst', 'callsFirst', 'reversed', 'interleaved'),
});

const anyCut: fc.Arbitrary<CutPlan> = fc.record({
  after: fc.nat({ max: 24 }),
  how: from('lost', 'ends', 'cancelled', 'cancelled', 'killed', 'killed', 'refused'),
});

const anyAttempt = (model: fc.Arbitrary<ModelName>): fc.Arbitrary<AttemptPlan> =>
  fc.record({
    model,
    steps: list(anyStep, 2),
    cut: fc.option(anyCut, { nil: undefined, freq: 2 }),
  });

const anyRun = (model: fc.Arbitrary<ModelName>): fc.Arbitrary<RunPlan> =>
  fc.record({
    prompt: anyPrompt,
    hasTools: from(true, true, true, true, false),
    attempts: list(anyAttempt(model), 3),
    answers: list(from('approve', 'deny', 'denyWithWords', 'cancel', 'withdraw'), 4),
  });

/** A thread of up to three runs, with up to three models that take turns, also within a run. */
export const anyScript: fc.Arbitrary<Script> = fc
  .array(from(...modelNames), { minLength: 1, maxLength: 3 })
  .chain((models) =>
    fc.record({
      keep: from('all', 'all', 'tools'),
      runs: fc.array(anyRun(from(...models)), { minLength: 1, maxLength: 3 }),
    }),
  );
