/** Classification: turns a thrown value or an error frame of a stream into a `Failure`. */
import { type Evidence, readEvidence } from './evidence/evidence.ts';
import { explain } from './explain.ts';
import type { Failure, FailureKind } from './failure.ts';
import { isDoubtful } from './knowledge/doubt.ts';
import { sections } from './knowledge/order.ts';
import { redact } from './redact.ts';
import { isRetryable, windowMs } from './retry.ts';
import { idOf } from './rows/section.ts';

/** Options of `classifyFailure`. */
export interface ClassifyOptions {
  /**
   * The provider's name. Needed because some codes have different meanings at different providers. Copied to
   * `Failure.provider`.
   */
  provider?: string;
  /**
   * Whether the caller's own signal was aborted. If true, an error without an HTTP status is `cancelled`. If false, an
   * abort is not the user's, because a client's own timer or a transport made it: it is a `timeout`, and retryable. If
   * absent, an abort error is `cancelled`.
   */
  aborted?: boolean;
  /**
   * Texts to remove from the message besides credentials, such as the user's prompts, because providers repeat prompts
   * in errors.
   */
  redactAlso?: readonly string[];
  /** If true, `Failure.matched` lists every row that matches the error. @default false */
  explain?: boolean;
}

/** Longest message of a failure, characters. */
const maxMessage = 500;

/**
 * Classifies an error of any origin. Never throws. Reads only a bounded part of the error, because an error
 * of a megabyte must take no longer than its first kilobytes.
 *
 * `retryable` follows from the kind: transient kinds are retryable, the others are not. There are three exceptions:
 *
 * - The header `x-should-retry: false` (OpenAI, Anthropic) makes a failure of any kind not retryable.
 * - The header `x-should-retry: true` makes the kind `unknown` retryable. It changes no other kind.
 * - The kind `quotaExceeded` is retryable if the server asks for a wait of more than 5 minutes, because the time of
 *   the reset is then known.
 *
 * @param error a thrown value, a response body, an error frame of a stream, a string, or any other value
 */
export function classifyFailure(error: unknown, options: ClassifyOptions = {}): Failure {
  const { provider, redactAlso } = options;
  const evidence = evidenceOf(error, options);
  const { kind, decidedBy } = decide(evidence);
  const { status, code, waitMs, messages, names } = evidence;
  return {
    kind,
    retryable: isRetryable(kind, evidence),
    ...(waitMs !== undefined && { retryAfterMs: waitMs }),
    ...(status !== undefined && { status }),
    ...(code !== undefined && { code: redact(code, 100) }),
    ...(provider !== undefined && { provider: redact(provider, 100) }),
    message: redact(
      messages.find((message) => message.trim() !== '') ?? names[0] ?? 'Unknown error',
      maxMessage,
      redactAlso,
    ),
    decidedBy,
    ...(isDoubtful(decidedBy, evidence) && { doubtful: true }),
    ...(options.explain && { matched: explain(evidence) }),
  };
}

/** What the rows are compared with. */
const evidenceOf = (error: unknown, { provider, aborted }: ClassifyOptions): Evidence =>
  readEvidence(error, {
    ...(provider !== undefined && { provider }),
    ...(aborted !== undefined && { aborted }),
  });

function decide(evidence: Evidence): { kind: FailureKind; decidedBy: string } {
  for (const section of sections) {
    const row = section.find(evidence);
    if (row === undefined) continue;
    const decidedBy = idOf(section, row);
    return section.kind === 'rateLimited' && (evidence.waitMs ?? 0) > windowMs
      ? { kind: 'quotaExceeded', decidedBy: `${decidedBy}+window` }
      : { kind: section.kind, decidedBy };
  }
  return { kind: 'unknown', decidedBy: 'none' };
}
