/** The one door: anything that was thrown, or stood in an error frame, becomes a Failure. */
import { type Evidence, readEvidence } from './evidence/evidence.ts';
import { type Failure, type FailureKind, transientKinds } from './failure.ts';
import { redact } from './redact.ts';
import { rules } from './rules/index.ts';

export interface Hint {
  /** Who was asked. Some codes mean what their provider means by them. Kept on the failure. */
  provider?: string;
  /** What the user said: providers echo it in errors, and it must not be stored with them. */
  conceal?: readonly string[];
}

/** Of what is kept of an error's text, in characters. */
const maxMessage = 500;

/** A rate limit that asks for more than this is a window of a plan, not a crowded minute. */
const windowMs = 300_000;

/**
 * Classifies an error of any origin. Never throws, and takes no longer for a megabyte than for its beginning.
 *
 * The server's veto `x-should-retry: false` (OpenAI, Anthropic) stops a retry of any kind; its `true` allows
 * one for what no rule knows. A quota whose reset is known, and further away than a crowded minute, may be waited for:
 * it is retryable then.
 */
export function classifyFailure(error: unknown, hint: Hint = {}): Failure {
  const evidence = readEvidence(error, hint.provider);
  const { kind, rule } = decide(evidence);
  const { status, code, waitMs, messages, names } = evidence;
  return {
    kind,
    retryable: isRetryable(kind, evidence),
    ...(waitMs !== undefined && { retryAfterMs: waitMs }),
    ...(status !== undefined && { status }),
    ...(code !== undefined && { code: redact(code, 100) }),
    ...(hint.provider !== undefined && { provider: hint.provider }),
    message: redact(
      messages.find((message) => message.trim() !== '') ?? names[0] ?? 'Unknown error',
      maxMessage,
      hint.conceal,
    ),
    rule,
  };
}

function decide(evidence: Evidence): { kind: FailureKind; rule: string } {
  const rule = rules.find(({ matches }) => matches(evidence));
  if (rule === undefined) return { kind: 'unknown', rule: 'none' };
  if (rule.kind === 'rateLimited' && (evidence.waitMs ?? 0) > windowMs) {
    return { kind: 'quotaExceeded', rule: `${rule.name}+window` };
  }
  return { kind: rule.kind, rule: rule.name };
}

function isRetryable(kind: FailureKind, { headers, waitMs = 0 }: Evidence): boolean {
  const advice = headers.get('x-should-retry');
  if (advice === 'false') return false;
  // A short wait beside a quota that is used up is a habit of the server, not a promise.
  if (kind === 'quotaExceeded') return waitMs > windowMs;
  if (kind === 'unknown') return advice === 'true';
  return (transientKinds as readonly FailureKind[]).includes(kind);
}
