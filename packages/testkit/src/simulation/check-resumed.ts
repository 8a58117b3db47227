/** The check of a run that takes up another one: it begins with what that one had completed (G7). */
import { isDeepStrictEqual } from 'node:util';
import type { Message } from '@perdure/thread';
import { holds } from '../guarantee.ts';
import type { RunStory } from './check-log.ts';

/** @throws {GuaranteeError} unless the run has the messages of the former one, and that one had ended without an answer */
export function checkTakenOver(run: RunStory, former: RunStory | undefined): void {
  const isEnded = former?.state === 'failed' || former?.state === 'interrupted';
  holds(isEnded, 'G4', () => `run ${run.id} takes up a run that is ${former?.state}.`);
  holds(former.isReplaced, 'G7', () => `run ${former.id} was taken up, and stays.`);
  holds(
    isDeepStrictEqual(run.messages.map(said), former.messages.map(said)),
    'G7',
    () => `run ${run.id} does not begin with what run ${former.id} had completed.`,
  );
}

const said = ({ role, parts }: Message) => ({ role, parts });
