/** Knowledge about requests of which one part is too large, or which are larger than their rate limit allows at all. */
import type { Evidence } from '../evidence/evidence.ts';
import { condition, either, withoutStatus, withStatus } from '../rows/condition.ts';
import { phrase, sign } from '../rows/row.ts';
import { section } from '../rows/section.ts';
import { dayLimit, minuteLimit, otherLimit } from './limits.ts';

const refused = condition('no status, or 400, 413, 415, 422', either(withoutStatus.holds, withStatus(400, 413, 415, 422).holds));

/** An image, a file or another medium that is too large. A shorter history helps as little as waiting does. */
export const mediaPhrases = section(
  'media',
  'invalidRequest',
  [
    phrase(
      /\b(?:images?(?! and text)|pictures?|photos?|screenshots?|pdfs?|documents?|attachments?|audio|videos?|files?)\b.{0,60}(?:exceed|too (?:large|big|long)|larger than|\bbudget\b)/,
      'anthropic',
      'docs.claude.com/en/docs/build-with-claude/vision',
      'messages.0.content.1.image.source.base64: image exceeds 5 MB maximum: 6241184 bytes > 5242880 bytes',
    ),
  ],
  { only: [refused], unless: [minuteLimit, dayLimit, otherLimit] },
);

const requested = /\blimit:? (\d{1,12})\b.{0,40}\brequested:? (\d{1,12})\b/;
const used = /\bused:? \d/;

/**
 * True if the request alone exceeds the limit, because no wait helps then. False for a request that fits into the
 * limit, because it succeeds once the used part of the limit is free again.
 */
function isLargerThanBucket({ said }: Evidence): boolean {
  const [, limit, asked] = requested.exec(said) ?? [];
  if (limit === undefined || asked === undefined) return false;
  return Number(asked) > Number(limit) && !(used.test(said) && Number(asked) <= Number(limit));
}

/** A request that alone is larger than its rate limit. */
export const largerThanBucket = section('bucket', 'invalidRequest', [sign('larger-than-its-limit', isLargerThanBucket, 'groq', 'console.groq.com/docs/rate-limits', 'Request too large for model `m` on tokens per minute (TPM): Limit 6000, Requested 10338, please reduce your message size.')]);
