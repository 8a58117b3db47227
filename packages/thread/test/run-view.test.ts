/** What the view of a run says of its end and of its usage. */
import { describe, expect, it } from 'vitest';
import { emptyView, finishReasons, fold, type StreamItem } from '../src/index.ts';

const event = (seq: number, fact: object) =>
  ({ seq, threadId: 't1', runId: 'r1', at: seq, ...fact }) as StreamItem;
const foldAll = (items: StreamItem[]) => items.reduce(fold, emptyView('t1'));

describe('a run', () => {
  it('says why a completed run has ended, also by the words of an older log', () => {
    const reason = (output: object | null) =>
      foldAll([event(1, { type: 'run.queued' }), event(2, { type: 'run.completed', output })])
        .runs[0]?.finishReason;
    for (const known of finishReasons) expect(reason({ finishReason: known })).toBe(known);
    expect(reason({ finishReason: 'tool-calls' })).toBe('toolCalls');
    expect(reason({ finishReason: 'content-filter' })).toBe('other');
    expect(reason({ finishReason: 'toString' })).toBe('other');
    for (const none of [null, {}, { finishReason: 7 }]) expect(reason(none)).toBeNull();
  });

  it('adds up what the attempts have used, failed ones included', () => {
    const failure = { kind: 'serverError', retryable: true, message: '', decidedBy: 'x' };
    const waiting = { retryCount: 1, maxRetries: 5, waitMs: 0, retryAt: 4, failure };
    const attempt = (seq: number, retryCount: number) =>
      event(seq, { type: 'attempt.started', retryCount });
    const view = foldAll([
      event(1, { type: 'run.queued' }),
      attempt(2, 0),
      event(3, { type: 'run.retrying', ...waiting, usage: { inputTokens: 8, outputTokens: 2 } }),
      attempt(4, 1),
      event(5, { type: 'run.parked', ...waiting }),
      attempt(6, 2),
    ]);
    expect(view.runs[0]).toMatchObject({ usage: { inputTokens: 8, outputTokens: 2 } });
    const usage = { inputTokens: 8, cacheReadTokens: 6, outputTokens: 5 };
    const [run] = fold(view, event(7, { type: 'run.completed', output: null, usage })).runs;
    expect(run?.usage).toEqual({ inputTokens: 16, outputTokens: 7, cacheReadTokens: 6 });
    expect(run?.attempts.map((one) => one.usage)).toEqual([
      { inputTokens: 8, outputTokens: 2 },
      null,
      usage,
    ]);
  });

  it('has no usage and no reason before an event says them', () => {
    const begun = [
      event(1, { type: 'run.queued' }),
      event(2, { type: 'attempt.started', retryCount: 0 }),
    ];
    expect(foldAll(begun).runs[0]).toMatchObject({
      usage: null,
      finishReason: null,
      attempts: [{ usage: null }],
    });
  });
});
