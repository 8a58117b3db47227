/** Defects in the pages of a thread, and in the views that begin with one. */
import type { Defect } from './defect.ts';
import { runtime, testkit } from './suites.ts';

const pages = 'packages/runtime/src/ports/pages.ts';
const foldedView = 'packages/thread/src/view/folded-view.ts';
const store = 'packages/testkit/test/stores/pages.test.ts';
const histories = [runtime('pages')];
const pagedView = ['packages/thread/test/paged.test.ts'];

export const pagesDefects: readonly Defect[] = [
  {
    name: 'a page with one message more than asked for',
    breaks: 'G8',
    file: pages,
    find: 'count === limit',
    put: 'count > limit',
    by: [testkit('thread-contract/local'), ...histories],
  },
  {
    name: 'queued prompts that take the places of the messages before them',
    breaks: 'G8',
    file: pages,
    find: 'run.place <= counted',
    put: 'true',
    by: histories,
  },
  {
    name: 'the runs of a page in the order of their starts',
    breaks: 'G8',
    file: 'packages/thread/src/view/page.ts',
    find: 'runs: runIds.flatMap((id) => byId.get(id) ?? [])',
    put: 'runs',
    by: histories,
  },
  {
    name: 'a run that replaces one before the view at its end',
    breaks: 'G8',
    file: 'packages/thread/src/view/fold.ts',
    find: '&& view.hasEarlier ? 0',
    put: '&& false ? 0',
    by: [...pagedView, ...histories],
  },
  {
    name: 'a page put before a view that has gone on meanwhile',
    breaks: 'G8',
    file: foldedView,
    find: 'foldAll(withEarlier(atPage, page), items.slice(split), ignore)',
    put: 'withEarlier(view, page)',
    by: pagedView,
  },
  {
    name: 'a page put before a view that is behind it',
    breaks: 'G8',
    file: foldedView,
    find: ' || view.seq < this.#request.page.seq',
    put: '',
    by: pagedView,
  },
  {
    name: 'a page read in several transactions',
    breaks: 'G8',
    file: 'packages/sqlite/src/reads.ts',
    find: '=> readOnePage(threadId',
    put: '=> readPage(pages, threadId',
    by: ['packages/sqlite/test/reads.test.ts'],
  },
  {
    name: 'a page without the runs whose events were pruned',
    breaks: 'G8',
    file: pages,
    find: '.map(prunedRun)',
    put: '.map(prunedRun).slice(0, 0)',
    by: [store, ...histories],
  },
  {
    name: 'a page with events that were pruned',
    breaks: 'G8',
    file: 'packages/runtime/src/memory/prune.ts',
    find: 'filter(({ seq }) => seq > lastSeq)',
    put: 'filter(({ seq }) => seq > 0)',
    by: [store],
  },
];
