/** What a simulation has exercised, and what it must exercise before its result counts. */
import { powerCuts, storeFaults } from './faulty-store.ts';
import { manners, providerActs } from './providers.ts';
import { readerKinds } from './readers.ts';

const unfinished = ['queued', 'running', 'retrying', 'parked', 'awaitingInput'] as const;

/** Every transition of the machine, by its source and target state. */
const edges = [
  'queued → running',
  'running → completed',
  'running → retrying',
  'running → parked',
  'running → failed',
  'running → awaitingInput',
  'running → interrupted',
  'retrying → running',
  'parked → running',
  'awaitingInput → running',
  ...unfinished.map((state) => `${state} → cancelled`),
];

const required: readonly string[] = [
  ...edges.map((edge) => `edge: ${edge}`),
  ...[...unfinished, 'completed', 'failed', 'cancelled'].map((state) => `crash in: ${state}`),
  ...powerCuts.map((cut) => `power cut: ${cut}`),
  'power cut: while starting',
  'power cut: by a run',
  'closed in good order',
  'drained',
  ...['retrying', 'parked'].flatMap((state) => [`deadline in: ${state}`, `retryNow in: ${state}`]),
  ...storeFaults.map((fault) => `store fault: ${fault}`),
  ...manners.map((manner) => `provider: ${manner}`),
  ...providerActs.map((act) => `attempt: ${act}`),
  'attempt: late act',
  'attempt: timed out',
  ...readerKinds.map((kind) => `reader: ${kind}`),
  'reader: resumed',
  'reader: resumed in a message',
  'clock: set forward',
  'clock: set back',
  'start: repeated id',
  'start: refused',
  'start: replacing',
  'start: in the place of a queued run',
  'command: resumed',
  'command: gone on',
  'command: refused',
  'command: not written',
];

/** Counts what the histories of a simulation exercise. */
export class Coverage {
  /** How many times each item was exercised, by name: `crash in: parked`, `reader: resumed` … */
  readonly counts = new Map<string, number>();

  hit(what: string, times = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + times);
  }

  /** Adds the counts of another simulation. */
  add(counts: Iterable<readonly [string, number]>): void {
    for (const [what, times] of counts) this.hit(what, times);
  }

  /** The names of all required items that were not exercised yet. */
  get missing(): string[] {
    return required.filter((what) => !this.counts.has(what));
  }
}
