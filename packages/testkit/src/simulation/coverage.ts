/** What a simulation has come by, and what it must come by before it may say that it found nothing. */
import { powerCuts, storeFaults } from './faulty-store.ts';
import { acts, manners } from './puppets.ts';
import { readerKinds } from './readers.ts';

const unsettled = ['queued', 'running', 'retrying', 'parked', 'awaitingInput'] as const;

/** Every transition of the lifecycle, by where it leads from and to. */
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
  ...unsettled.map((state) => `${state} → cancelled`),
];

const required: readonly string[] = [
  ...edges.map((edge) => `edge: ${edge}`),
  ...[...unsettled, 'completed', 'failed', 'cancelled'].map((state) => `crash in: ${state}`),
  ...powerCuts.map((cut) => `power cut: ${cut}`),
  'power cut: while starting',
  ...['retrying', 'parked'].flatMap((state) => [`deadline in: ${state}`, `retryNow in: ${state}`]),
  ...storeFaults.map((fault) => `store fault: ${fault}`),
  ...manners.map((manner) => `provider: ${manner}`),
  ...acts.map((act) => `attempt: ${act}`),
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
  'command: refused',
  'command: not written',
];

export class Coverage {
  readonly counts = new Map<string, number>();

  hit(what: string, times = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + times);
  }

  /** Adds what another simulation has come by. */
  add(counts: Iterable<readonly [string, number]>): void {
    for (const [what, times] of counts) this.hit(what, times);
  }

  get missing(): string[] {
    return required.filter((what) => !this.counts.has(what));
  }
}
