/** What a provider refused. It is not sent again, because every later request of the thread would be refused too. */
import type { Failure } from '@perdure/failure';
import type { Message } from '@perdure/thread';
import type { RunRecord } from '../ports/store.ts';
import type { Batch } from './batch.ts';

/** Marks what is to blame for a run that failed for good: its prompt, or the last message with files. */
export function markRefused(batch: Batch, run: RunRecord, failure: Failure | null): void {
  const refused = failure && refusedMessage(batch, run, failure);
  if (!refused) return;
  batch.putMessage(run, { ...refused, cut: 'refused' }, null);
  batch.record(run, { type: 'message.refused', messageId: refused.id });
}

function refusedMessage(batch: Batch, run: RunRecord, failure: Failure): Message | undefined {
  if (isDownload(failure))
    return batch.history(run).findLast((message) => message.cut !== 'refused' && hasLinks(message));
  if (!isAboutRequest(failure)) return undefined;
  const history = batch.history(run);
  return refusedPrompt(history, run, failure) ?? refusedFiles(history, failure);
}

/** The run's prompt, if the model has said nothing to it, and the failure is about what is in it. */
function refusedPrompt(
  history: readonly Message[],
  run: RunRecord,
  { kind }: Failure,
): Message | undefined {
  const last = history.at(-1);
  if (last?.runId !== run.id || last.role !== 'user') return undefined;
  const length = lengthOf([last]);
  const isToBlame =
    hasFiles(last) ||
    kind === 'contentFiltered' ||
    (kind === 'contextOverflow' && (length > longPrompt || length > lengthOf(history) / 2));
  return isToBlame ? last : undefined;
}

/**
 * Characters of a prompt that may be too long by itself. A shorter one that is less than half of the conversation only
 * ends one that is too long.
 */
const longPrompt = 10_000;

const lengthOf = (messages: readonly Message[]): number =>
  messages
    .flatMap(({ parts }) => parts)
    .reduce((sum, part) => sum + ('text' in part ? part.text.length : 0), 0);

/** Words for files, also as parts of an API's own names (`image_url`, `input_audio`). */
const namesFiles =
  /(?<![a-z])(?:images?|files?|documents?|pdfs?|audio|media|attachments?|vision|multi-?modal)(?![a-z])/i;

/** The last message with files that was not refused before, if the failure names files. */
const refusedFiles = (history: readonly Message[], { message }: Failure): Message | undefined =>
  namesFiles.test(message)
    ? history.findLast((earlier) => earlier.cut !== 'refused' && hasFiles(earlier))
    : undefined;

/** True for a message with a file, also in a tool's result. */
const hasFiles = ({ parts }: Message): boolean =>
  parts.some((part) => {
    if (part.type !== 'toolResult') return part.type === 'file';
    const { modelOutput } = part;
    return modelOutput?.type === 'content' && modelOutput.value.some(({ type }) => type === 'file');
  });

/** True for a file that a tool names by its address: the provider's library reads it anew for each request. */
const hasLinks = ({ parts }: Message): boolean =>
  parts.some(
    (part) =>
      part.type === 'toolResult' &&
      part.modelOutput?.type === 'content' &&
      part.modelOutput.value.some(({ type }) => type === 'other'),
  );

/**
 * Seen in: `AI_DownloadError` of the AI SDK (`ai` 7.0.173): `Failed to download https://…: 404 Not Found`, `URL with IP
 * address … is not allowed`.
 */
const isDownload = ({ message }: Failure): boolean =>
  /\bfailed to download\b|\bURL\b.{1,80} is not allowed/i.test(message);

const kinds: ReadonlySet<Failure['kind']> = new Set([
  'invalidRequest',
  'contextOverflow',
  'contentFiltered',
]);

/** True for a failure that the same request would meet again. 415: the media type is not taken (RFC 9110 §15.5.16). */
const isAboutRequest = ({ kind, status }: Failure): boolean =>
  kinds.has(kind) || status === 413 || status === 415 || status === 422;
