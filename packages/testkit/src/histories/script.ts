/** What happens in a thread, as plain data, so that fast-check can shrink it and a report can print it. */
import type { Json, NewToolOutput } from '@perdure/runtime';
import type { NewFile, TextPart } from '@perdure/thread';
import type { ModelName } from './models.ts';

export interface Script {
  /** What a provider is given of a stopped answer. */
  keep: 'all' | 'tools';
  runs: readonly RunPlan[];
}

export interface RunPlan {
  prompt: readonly (TextPart | NewFile)[];
  hasTools: boolean;
  /** The first attempt, the retries, and the attempts after questions. */
  attempts: readonly AttemptPlan[];
  /** What a human answers to each question. */
  answers: readonly AnswerPlan[];
}

/** `withdraw`: nothing, and the next prompt withdraws the question. `cancel`: the run is cancelled. */
export type AnswerPlan = 'approve' | 'deny' | 'denyWithWords' | 'cancel' | 'withdraw';

export interface AttemptPlan {
  model: ModelName;
  steps: readonly StepPlan[];
  /** Undefined for an attempt that plays to its end. */
  cut?: CutPlan | undefined;
}

/**
 * How an attempt ends early, after a number of its chunks.
 *
 * - `lost`: the connection breaks
 * - `ends`: the stream ends without its last chunk
 * - `refused`: the service refuses for good, so that the run fails
 * - `cancelled`: a person stops the run
 * - `killed`: the process dies, and another one recovers the run
 */
export interface CutPlan {
  after: number;
  how: 'lost' | 'ends' | 'refused' | 'cancelled' | 'killed';
}

/** One step of a model. Parts without a word are left out by a model that does not make them. */
export interface StepPlan {
  thoughts: readonly ThoughtPlan[];
  texts: readonly string[];
  /** A tool that the provider performs itself, with or without its result. */
  search: 'none' | 'found' | 'open';
  /** True if the model makes a file. */
  file: boolean;
  calls: readonly CallPlan[];
  /** In which order the calls and their results are told. */
  order: 'callsFirst' | 'reversed' | 'interleaved';
}

/** `signed`: with what the model wants back. `sealed`: that alone, without a text. `plain`: a text alone. */
export interface ThoughtPlan {
  kind: 'signed' | 'sealed' | 'plain';
  text: string;
}

export interface CallPlan {
  /** True if the id is the one that the model's first call had. */
  isIdRepeated: boolean;
  name: string;
  input: Json;
  isInvalid: boolean;
  result: ResultPlan;
}

/** `asked`: a human is asked about the call first. */
export interface ResultPlan {
  isAsked: boolean;
  isError: boolean;
  output: Json;
  modelOutput?: NewToolOutput | undefined;
}
