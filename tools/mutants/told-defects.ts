/** Defects in what is acknowledged, in what a reader may change, and in how observers end. */
import type { Defect } from './defect.ts';
import { runtime } from './suites.ts';

const told = runtime('told');
const isolation = runtime('isolation');
const observers = runtime('observers');
const readableTest = 'packages/thread/test/readable.test.ts';

const handles = 'packages/runtime/src/handles.ts';
const runHandle = 'packages/runtime/src/run-handle.ts';
const subscribers = 'packages/runtime/src/host/subscribers.ts';
const subscriberLists = 'packages/runtime/src/host/subscriber-lists.ts';
const readers = 'packages/runtime/src/host/thread-readers.ts';
const readersTest = ['packages/runtime/test/thread-readers.test.ts'];
const readable = 'packages/thread/src/readable.ts';

export const toldDefects: readonly Defect[] = [
  {
    name: 'a reader that is ahead of the published events taken among those that are not',
    breaks: 'G8',
    file: readers,
    find: 'liveAt === undefined || liveAt !== (this.#seq ?? liveAt)',
    put: 'liveAt === undefined',
    by: readersTest,
  },
  {
    name: 'text told after the end of its message to readers that read the log',
    breaks: 'G8',
    file: readers,
    find: '    this.#ended ??= ended;\n',
    put: '',
    by: readersTest,
  },
  {
    name: 'a recorded start refused because the runtime has closed since',
    breaks: 'G1, G9',
    file: handles,
    find: '  return handleOn(parts, cell);\n',
    put: '  if (parts.subscribers.isClosed) throw new RuntimeClosedError();\n  return handleOn(parts, cell);\n',
    by: [told],
  },
  {
    name: 'an answer read only when its batch is made',
    breaks: 'G9',
    file: handles,
    find: '  const command = asJsonCommand(sent);\n',
    put: '  const command = sent;\n',
    by: [isolation],
  },
  {
    name: 'events that a reader may change',
    breaks: 'G1',
    file: 'packages/runtime/src/host/release.ts',
    find: '    deepFreeze(event);\n',
    put: '',
    by: [isolation],
  },
  {
    name: 'the record of an answer given to the provider',
    breaks: 'G9',
    file: 'packages/runtime/src/attempt/attempts.ts',
    find: 'answer: structuredClone(answer),',
    put: 'answer,',
    by: [isolation],
  },
  {
    name: 'the list of a view shared by its readers',
    breaks: 'G8',
    file: 'packages/thread/src/view/folded-view.ts',
    find: 'this.#copy = Object.freeze([...list]);',
    put: 'this.#copy = list;',
    by: [isolation],
  },
  {
    name: 'a subscriber that throws left to rxjs',
    breaks: 'liveness',
    file: 'packages/runtime/src/host/guarded-observable.ts',
    find: '    return super.subscribe(new GuardedSubscriber(given, this.#report));\n',
    put: '    return super.subscribe(given as Given<T>);\n',
    by: [observers],
  },
  {
    name: 'an observer that throws keeps the others from being told',
    breaks: 'G8',
    file: readable,
    find: 'next: (value) => tryCall(report, () => given.next?.(value)),',
    put: 'next: (value) => given.next?.(value),',
    by: [readableTest, observers],
  },
  {
    name: 'a command that nobody waits for rejects unhandled',
    breaks: 'liveness',
    file: handles,
    find: '  keptForLater(postCommand(...args));\n',
    put: '  postCommand(...args);\n',
    by: [observers],
  },
  {
    name: 'the end that nobody awaits rejects unhandled at close',
    breaks: 'liveness',
    file: runHandle,
    find: 'done: () => keptForLater(outputAtEnd()),',
    put: 'done: () => outputAtEnd(),',
    by: [observers],
  },
  {
    name: 'observers of a run that is over never completed',
    breaks: 'liveness',
    file: subscribers,
    find: '    for (const subscriber of this.#runs.remove(run.id)) subscriber.complete();\n',
    put: '',
    by: [observers],
  },
  {
    name: 'observers of a run that is over kept',
    breaks: 'liveness',
    file: subscriberLists,
    find: '    this.#byId.delete(id);\n    return removed;\n',
    put: '    return removed;\n',
    by: [observers],
  },
  {
    name: 'subscribers of a closed runtime kept',
    breaks: 'liveness',
    file: subscriberLists,
    find: '    this.#byId.clear();\n',
    put: '',
    by: [observers],
  },
  {
    name: 'observers of a value that has ended kept',
    breaks: 'liveness',
    file: readable,
    find: '      if (this.#observers.delete(observer)) observer.complete();\n',
    put: '      if (this.#observers.has(observer)) observer.complete();\n',
    by: [readableTest],
  },
  {
    name: 'a subscription that failed counted for ever',
    breaks: 'liveness',
    file: readable,
    find: '        leave();\n        throw error;\n',
    put: '        throw error;\n',
    by: [readableTest],
  },
  {
    name: 'a backup that nobody awaits rejects unhandled',
    breaks: 'liveness',
    file: 'packages/sqlite/src/file-store.ts',
    find: 'keptForLater(backUp(source, to, options))',
    put: 'backUp(source, to, options)',
    by: ['packages/sqlite/test/backup.test.ts'],
  },
];
