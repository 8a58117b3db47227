/** How a transport loads the pages of a view. */
import { keptForLater } from '../report.ts';
import type { FoldedView } from './folded-view.ts';
import type { ThreadView } from './view.ts';

/**
 * Makes `loadEarlier` of a paged view. A first message that has left the conversation is no error, because the view is
 * about to change.
 *
 * @param load reads the page before a message
 */
export function earlierLoader(
  view: FoldedView,
  load: (before: string) => Promise<ThreadView>,
): () => Promise<void> {
  let loading: Promise<void> | undefined;
  const loadOnce = async (): Promise<void> => {
    try {
      await view.loadEarlier(load);
    } catch (error) {
      if ((error as Partial<Error>)?.name !== 'UnknownMessageError') throw error;
    } finally {
      loading = undefined;
    }
  };
  return () => (loading ??= keptForLater(loadOnce()));
}
