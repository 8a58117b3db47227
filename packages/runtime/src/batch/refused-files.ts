/** Files that a provider refused. They are not sent again, because every later request of the thread would fail too. */
import type { Failure } from '@perdure/failure';
import type { RunRecord } from '../ports/store.ts';
import type { Batch } from './batch.ts';

/** Marks the prompt of a run that failed for good on its first request, if the prompt has files. */
export function markRefusedFiles(batch: Batch, run: RunRecord, failure: Failure | null): void {
  if (failure === null || !isAboutRequest(failure)) return;
  const prompt = batch.findUnansweredPrompt(run);
  if (!prompt?.parts.some(({ type }) => type === 'file')) return;
  batch.putMessage(run, { ...prompt, cut: 'refused' }, null);
  batch.record(run, { type: 'message.refused', messageId: prompt.id });
}

const kinds: ReadonlySet<Failure['kind']> = new Set([
  'invalidRequest',
  'contextOverflow',
  'contentFiltered',
]);

/** True for a failure that the same request would meet again. 415: the media type is not taken (RFC 9110 §15.5.16). */
const isAboutRequest = ({ kind, status }: Failure): boolean =>
  kinds.has(kind) || status === 413 || status === 415 || status === 422;
