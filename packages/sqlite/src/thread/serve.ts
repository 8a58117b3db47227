/** Does what the other thread requests, in order, on one file at a time. */
import { receiveMessageOnPort } from 'node:worker_threads';
import { isStoreWriteError } from '@perdure/thread';
import { type FileStore, fileStore } from '../file-store.ts';
import { know, released } from '../in-process.ts';
import { type Answer, awaitRaise, type Request, raise, type ThreadData, turn } from './messages.ts';
import { ServedCopies } from './served-copies.ts';
import { toTransported } from './transported.ts';

type Commit = Extract<Request, { type: 'commit' }>;

export function serve({ port, turns }: ThreadData): void {
  let store: FileStore | undefined;
  let isReaderOpen = true;
  let failures = 0;
  /** Of the last commit that has failed. */
  let failure: unknown;
  const tell = (answer: Answer) => {
    port.postMessage(answer);
    raise(turns, turn.told);
  };
  const copies = new ServedCopies(tell);
  const reader = {
    close() {
      isReaderOpen = false;
      const before = turns[turn.readerClosed] ?? 0;
      tell({ type: 'closeReader' });
      awaitRaise(turns, turn.readerClosed, before);
    },
    open(path: string) {
      isReaderOpen = true;
      tell({ type: 'openReader', path });
      raise(turns, turn.readerMayOpen);
    },
  };

  port.on('message', (first: Request) => {
    const requests = [first];
    for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port))
      requests.push(next.message as Request);
    while (requests.length > 0) {
      const end = requests.findIndex(({ type }) => type !== 'commit');
      if (end === 0) answer(requests.shift() as Exclude<Request, Commit>);
      else commitTogether(requests.splice(0, end < 0 ? requests.length : end) as Commit[]);
      // The other thread waits for the file that it may read, also if there is none.
      if (!isReaderOpen) raise(turns, turn.readerMayOpen);
      isReaderOpen = true;
    }
  });

  const file = (): FileStore => {
    if (store === undefined) throw new Error('No file is open.');
    return store;
  };

  /** Commits what has come while the last commit was made in one transaction, because that costs one sync of the disk. */
  function commitTogether(commits: readonly Commit[]): void {
    if (commits.length === 1 || commits.some((commit) => commit.failures < failures)) {
      commitEach(commits);
      return;
    }
    try {
      const { recorded } = file().commit(commits.flatMap(({ writes }) => writes));
      let at = 0;
      for (const { writes } of commits) {
        const count = writes.filter(({ type }) => type === 'appendEvent').length;
        done(recorded.slice(at, at + count).map(({ seq }) => seq));
        at += count;
      }
    } catch (error) {
      // A lock stops each of them, and each try waits for it again.
      if (!isStoreWriteError(error) || error.reason !== 'locked') {
        commitEach(commits);
        return;
      }
      noteFailure(error);
      for (const _ of commits) failed(error);
    }
  }

  /** What was planned on a commit that failed fails too. */
  function commitEach(commits: readonly Commit[]): void {
    for (const commit of commits) {
      if (commit.failures < failures) {
        failed(failure);
        continue;
      }
      try {
        done(
          file()
            .commit(commit.writes)
            .recorded.map(({ seq }) => seq),
        );
      } catch (error) {
        noteFailure(error);
        failed(error);
      }
    }
  }

  function noteFailure(error: unknown): void {
    failures++;
    failure = error;
  }

  function answer(request: Exclude<Request, Commit>): void {
    try {
      done(perform(request));
    } catch (error) {
      failed(error);
    }
  }

  function perform(request: Exclude<Request, Commit>): unknown {
    switch (request.type) {
      case 'open':
        know(request.known);
        store = fileStore(request.path, request.durability, reader);
        failures = 0;
        return store.key;
      case 'prune':
        return file().prune(request.options);
      case 'tidy':
        return file().tidy();
      case 'discardFailedMessages':
        return file().discardFailedMessages(request.runId, request.at);
      case 'stats':
        return file().stats();
      case 'copy':
        copies.begin(file(), request);
        return undefined;
      case 'stopCopy':
        copies.stop(request.id);
        return undefined;
      case 'close':
        file().close();
        store = undefined;
        return [...released];
    }
  }

  function done(result: unknown): void {
    tell({ type: 'done', result, stopped: stopped() });
  }

  function failed(error: unknown): void {
    tell({ type: 'error', error: toTransported(error), stopped: stopped(), failures });
  }

  function stopped() {
    return store?.stopped && toTransported(store.stopped);
  }
}
