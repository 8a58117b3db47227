/** A provider for tests. The test decides what each attempt yields, chunk by chunk. */
import type { Chunk, Provider } from '@perdure/runtime';
import { LedCall, type LedCallOptions } from './led-call.ts';

export interface LedProvider {
  /** The provider to pass to `createRuntime`. */
  readonly provider: Provider;
  /** The run's calls so far, in order. */
  callsOf(runId: string): readonly LedCall[];
  /**
   * Waits until the run's call with this number has started, that is, until its first chunk was asked for.
   *
   * @param number 1 for the run's first call. @default 1
   */
  call(runId: string, number?: number): Promise<LedCall>;
  /**
   * Sends chunks to the latest call; before any call, keeps them for the first one. For tests with one run at a time.
   */
  send(...chunks: readonly Chunk[]): void;
}

/** Creates a led provider. @param options of every call */
export function ledProvider(options: LedCallOptions = {}): LedProvider {
  const calls = new Map<string, LedCall[]>();
  const waiting = new Set<() => void>();
  const early: Chunk[] = [];
  let latest: LedCall | undefined;
  const callsOf = (runId: string): readonly LedCall[] => calls.get(runId) ?? [];

  function onStart(call: LedCall): void {
    const { runId } = call.request;
    calls.set(runId, [...callsOf(runId), call]);
    latest = call;
    call.send(...early.splice(0));
    options.onStart?.(call);
    for (const look of waiting) look();
  }

  return {
    provider: (request) => new LedCall(request, { ...options, onStart }).chunks(),
    callsOf,
    send(...chunks) {
      if (latest === undefined) early.push(...chunks);
      else latest.send(...chunks);
    },
    call: (runId, number = 1) =>
      new Promise((resolve) => {
        const look = () => {
          const call = callsOf(runId)[number - 1];
          if (call === undefined) return;
          waiting.delete(look);
          resolve(call);
        };
        waiting.add(look);
        look();
      }),
  };
}
