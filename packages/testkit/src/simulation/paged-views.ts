/** Paged views of the threads, followed live: each shows what the view of the whole thread shows from its first message on. */
import { isDeepStrictEqual } from 'node:util';
import type { Runtime } from '@perdure/runtime';
import type { PagedView, Readable, ThreadView } from '@perdure/thread';
import { holds } from '../guarantee.ts';
import { cutTo } from './check-pages.ts';

interface Followed {
  threadId: string;
  limit: number;
  whole: Readable<ThreadView>;
  paged: PagedView;
  /** What the paged view showed at the last check. */
  checked?: ThreadView;
}

const limits = [1, 3];

export class PagedViews {
  #followed: Followed[] = [];
  #checks = 0;

  /** Follows the threads of a runtime until it ends. */
  follow(runtime: Runtime, threadIds: readonly string[]): void {
    this.#followed = threadIds.flatMap((threadId) =>
      limits.map((limit) => {
        const thread = runtime.thread(threadId);
        return { threadId, limit, whole: thread, paged: thread.view({ limit }) };
      }),
    );
    for (const { whole, paged } of this.#followed) {
      whole.subscribe(() => {});
      paged.subscribe(() => {});
    }
  }

  /** The threads' runtime is closed, or its process has ended. */
  leave(): void {
    this.#followed = [];
  }

  /** Compares the views. One of them asks for the page before, which comes in before a later check. */
  check(): void {
    // Every fourth time is enough, because a view that is wrong stays wrong.
    if (++this.#checks % 4 !== 0) return;
    for (const followed of this.#followed) {
      const { threadId, limit, whole, paged } = followed;
      const [full, shown] = [whole.getSnapshot(), paged.getSnapshot()];
      if (shown === followed.checked && shown.seq === full.seq) continue;
      followed.checked = shown;
      const first = shown.messages[0]?.id;
      const from = full.messages.findIndex(({ id }) => id === first);
      const expected = cutTo(full, shown.hasEarlier ? from : 0);
      holds(
        (from >= 0 || !shown.hasEarlier) &&
          isDeepStrictEqual({ ...shown, hasEarlier: false }, { ...expected, hasEarlier: false }),
        'G8',
        () =>
          `a paged view (${limit}) of ${threadId} at ${shown.seq} shows ${brief(shown)}, and the whole one at ${full.seq} ${brief(expected)}.`,
      );
    }
    const asked = this.#followed[(this.#checks / 4) % Math.max(1, this.#followed.length)];
    // A store that can't be read refuses.
    asked?.paged.loadEarlier().catch(() => {});
  }
}

const brief = ({ messages, runs, held }: ThreadView): string =>
  JSON.stringify({ messages: messages.map(({ id, status }) => `${id} ${status}`), runs, held });
