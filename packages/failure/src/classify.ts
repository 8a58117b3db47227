/** The one door: anything that was thrown, or stood in an error frame, becomes a Failure. */
import { readEvidence } from './evidence.ts';
import { type Failure, transientKinds } from './failure.ts';
import { redact } from './redact.ts';
import { readRetryAfterMs } from './retry-after.ts';
import { rules } from './rules.ts';

export interface Hint {
  /** Who was asked. Kept on the failure. */
  provider?: string;
}

/**
 * Classifies an error of any origin. Never throws.
 *
 * The server's veto `x-should-retry: false` (OpenAI, Anthropic) stops a retry of any kind; its
 * `true` allows one for what no rule knows.
 */
export function classifyFailure(error: unknown, hint: Hint = {}): Failure {
  const evidence = readEvidence(error);
  const rule = rules.find(({ matches }) => matches(evidence));
  const kind = rule?.kind ?? 'unknown';
  const shouldRetry = evidence.headers.get('x-should-retry');
  const transient = (transientKinds as readonly string[]).includes(kind);
  const retryAfterMs = readRetryAfterMs(evidence.headers);
  const code = evidence.codes[0];

  return {
    kind,
    retryable: shouldRetry === 'false' ? false : transient || (!rule && shouldRetry === 'true'),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(evidence.status !== undefined && { status: evidence.status }),
    ...(code !== undefined && { code: redact(code) }),
    ...(hint.provider !== undefined && { provider: hint.provider }),
    message: redact(evidence.messages[0] ?? evidence.names[0] ?? 'Unknown error'),
    rule: rule?.name ?? 'none',
  };
}
