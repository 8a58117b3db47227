/**
 * The trace of a batch, which explains why a run did what it did: which plans ran, which steps they took, what was
 * written, and what was released after the commit.
 */
import { type Failure, redact } from '@perdure/failure';
import { deepFreeze, type StoreWriteError } from '@perdure/thread';
import type { Write } from '../ports/store.ts';
import type { AppliedStep, Batch } from './batch.ts';
import type { Release } from './batch-result.ts';

export interface TracedPlan {
  /** Name of the plan: `start r1`, `run.cancel r1`, `timer r1`, `attempt.failed r1/2` … */
  name: string;
  steps: AppliedStep[];
  /** The error that the plan threw. A plan that threw has changed nothing. */
  refusal?: unknown;
}

export interface BatchTrace {
  /** Time of the batch, epoch milliseconds. */
  at: number;
  plans: readonly TracedPlan[];
  writes: readonly Write[];
  /** The actions after the commit; empty if the store could not write. */
  releases: readonly Release[];
  /**
   * Why nothing was written. Several plans are then tried once more, each in a batch of its own, unless the store is
   * locked.
   */
  error?: StoreWriteError;
}

export type Trace = (batch: BatchTrace) => void;

/** Collects the trace of one batch. */
export class BatchTracer {
  readonly #trace: Trace;
  readonly #plans: TracedPlan[] = [];

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  begin(name: string): void {
    this.#plans.push({ name, steps: [] });
  }

  readonly onStep = (step: AppliedStep): void => {
    this.#plans.at(-1)?.steps.push(step);
  };

  refuse(refusal: unknown): void {
    const plan = this.#plans.at(-1);
    if (plan !== undefined) plan.refusal = refusal;
  }

  /** Ends the trace. Called before the releases, so that the trace comes before the actions that it explains. */
  end({ at, releases }: Batch, writes: readonly Write[], error?: StoreWriteError): void {
    const traced = {
      at,
      plans: this.#plans,
      writes: writes.map(withOwnBytes),
      releases: error === undefined ? [...releases] : [],
      ...(error && { error }),
    };
    // Frozen, because the states and messages in it are those of the record.
    this.#trace(deepFreeze(traced));
  }
}

/** The write, with a copy of a file's bytes, because bytes can't be frozen. */
const withOwnBytes = (write: Write): Write =>
  write.type === 'putFile'
    ? { ...write, file: { ...write.file, bytes: new Uint8Array(write.file.bytes) } }
    : write;

/** Formats a trace as lines of text: plan → effects → writes → releases. */
export function formatTrace({ at, plans, writes, releases, error }: BatchTrace): string {
  const lines = [`batch ${new Date(at).toISOString()}`];
  for (const { name, steps, refusal } of plans) {
    lines.push(`  plan     ${name}${refusal === undefined ? '' : ` refused: ${refusal}`}`);
    for (const { runId, from, to, effects } of steps)
      lines.push(`  effects  ${runId} ${from} → ${to}: ${effects.map(describe).join(', ')}`);
  }
  for (const write of writes) lines.push(`  write    ${describeWrite(write)}`);
  if (error !== undefined) lines.push(`  error    ${error.message}`);
  for (const release of releases)
    lines.push(`  release  ${release.type} ${release.runId}/${release.fence}`);
  return lines.map(printable).join('\n');
}

/** Longest line, characters. */
const mostOfLine = 4_096;

/** Escapes a line, without credentials, because ids come from outside and may hold a newline that would forge a line of the trace. */
const printable = (line: string): string =>
  redact(line, mostOfLine).replaceAll(/\p{Cc}/gu, (control) =>
    JSON.stringify(control).slice(1, -1),
  );

const describe = (effect: AppliedStep['effects'][number]): string => {
  if (effect.type === 'emit') return `emit ${effect.event.type}`;
  if (effect.type === 'armTimer') return `armTimer ${effect.fence} in ${effect.delayMs} ms`;
  return 'fence' in effect ? `${effect.type} ${effect.fence}` : effect.type;
};

const reasonOf = (failure: Failure | null): string =>
  failure === null ? '' : `: ${failure.kind} by ${failure.decidedBy}`;

function describeWrite(write: Write): string {
  switch (write.type) {
    case 'createRun':
    case 'updateRun':
      return `${write.type} ${write.run.id} ${write.run.stored.state}`;
    case 'appendEvent':
      return `appendEvent ${write.runId} ${write.fact.type}`;
    case 'putMessage':
      return `putMessage ${write.message.runId} ${write.message.id} ${write.message.status}`;
    case 'appendPieces':
      return `appendPieces ${write.runId} ${write.messageId} ${write.pieces.length}`;
    case 'armTimer':
      return `armTimer ${write.runId} due ${new Date(write.dueAt).toISOString()}`;
    case 'endAttempt':
      return `endAttempt ${write.runId}/${write.fence} ${write.outcome}${reasonOf(write.failure)}`;
    case 'startAttempt':
    case 'updateAttempt':
      return `${write.type} ${write.runId}/${write.fence}`;
    case 'putFile':
      return `putFile ${write.hash} ${write.file.mediaType}`;
    case 'forgetThread':
      return `forgetThread ${write.threadId}`;
    default:
      return `${write.type} ${write.runId}`;
  }
}
