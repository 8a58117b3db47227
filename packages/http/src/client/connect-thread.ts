/** The client's side of a thread over HTTP. */
import type { RunCommand } from '@perdure/run/words';
import {
  asJsonCommand,
  checkId,
  checkLimit,
  checkPage,
  deepFreeze,
  defaultPageSize,
  type FilePart,
  keptForLater,
  type Message,
  maxPageSize,
  type NewFile,
  type PageOptions,
  type Receipt,
  reporter,
  type Started,
  type StartOptions,
  type StoredFile,
  storeFiles,
  type ThreadEvent,
  type ThreadView,
  toParts,
  UnknownRunError,
  whileSubscribed,
} from '@perdure/thread';
import { defaultTimeoutMs, type Fetch, get, post, call as request, withTimeout } from './call.ts';
import { checkServerOptions } from './checked-options.ts';
import { readFile, uploadFile } from './files.ts';
import { HttpError } from './http-error.ts';
import { pagedView } from './paged-view.ts';
import type { RemoteThread } from './remote-thread.ts';
import { toServerUrl } from './server-url.ts';
import { ViewStream } from './view-stream.ts';

/** Options of `connectThread`. */
export interface ConnectOptions {
  /**
   * The path at which `threadRoutes` is mounted, as `/api`, or its full address, as `https://example.org/api`. Without
   * query, fragment and password.
   */
  url: string;
  threadId: string;
  /** The function that sends every request, also that of the stream. @default globalThis.fetch */
  fetch?: Fetch;
  /**
   * Longest wait for the answer to a request, milliseconds; ten times as long for a file. The stream has a limit of its
   * own. @default 60_000
   */
  timeoutMs?: number;
  /**
   * Called with what an observer of the thread or of its connection throws; the others are told all the same.
   * @default `reportError`, as a page's own unhandled errors, or else `console.error`
   */
  onError?: (error: unknown) => void;
}

/**
 * Opens a thread over HTTP. Its methods throw the same error classes as a local thread, and `HttpError` for errors
 * that exist only over HTTP. Its stream is read as long as somebody subscribes. `connectThread` itself sends no
 * request.
 *
 * @throws {InvalidIdError} for an id that breaks the rule of `checkId`
 * @throws {InvalidUrlError} for a URL to which the path of a thread can't be added
 * @throws {InvalidOptionError} for an option out of its bounds, or with an unknown name
 */
export function connectThread(options: ConnectOptions): RemoteThread {
  checkServerOptions(options, ['url', 'threadId', 'fetch', 'timeoutMs', 'onError']);
  const { url, threadId, fetch, timeoutMs = defaultTimeoutMs, onError } = options;
  checkId('thread id', threadId);
  // `fetch` is looked up at each call, and called without a `this`, because a browser's fetch refuses any other `this`.
  const untimed: Fetch = (...request) => (fetch ?? globalThis.fetch)(...request);
  const call = withTimeout(untimed, timeoutMs);
  const callForFile = withTimeout(untimed, 10 * timeoutMs);
  const path = `${toServerUrl(url)}/threads/${encodeURIComponent(threadId)}`;
  const source = { threadId, url: `${path}/stream`, fetch: untimed, report: reporter(onError) };
  const stream = new ViewStream(source);
  const { subscribe } = whileSubscribed(stream.view, () => stream.open());

  return {
    id: threadId,
    getSnapshot: stream.view.getSnapshot,
    subscribe,
    connection: stream.connection,
    page: (options) => keptForLater(page(call, options)),
    view(options = {}) {
      checkLimit(options.limit ?? defaultPageSize);
      return pagedView(
        source,
        (fetch, before) => page(fetch, { ...options, ...(before !== undefined && { before }) }),
        call,
      );
    },
    start: (options) => keptForLater(start(options)),
    send: (runId, command) => keptForLater(send(runId, command)),
    events: (after, limit = maxPageSize) => keptForLater(events(after, limit)),
    message: (id) => keptForLater(message(id)),
    forget: () => keptForLater(forget()),
    upload: (file) => keptForLater(upload(file)),
    file: (hash) => keptForLater(file(hash)),
  };

  async function events(after: number, limit: number): Promise<ThreadEvent[]> {
    checkPage(after, limit);
    return get(call, `${path}/events?after=${after}&limit=${limit}`);
  }

  async function page(
    call: Fetch,
    { limit = defaultPageSize, before }: PageOptions = {},
  ): Promise<ThreadView> {
    checkLimit(limit);
    const rest = before === undefined ? '' : `&before=${encodeURIComponent(before.toWellFormed())}`;
    return deepFreeze(await get<ThreadView>(call, `${path}/page?limit=${limit}${rest}`));
  }

  async function message(id: string): Promise<Message | undefined> {
    if (!isSegment(id)) return undefined;
    try {
      return await get<Message>(call, `${path}/messages/${encodeURIComponent(id)}`);
    } catch (error) {
      if (error instanceof HttpError && error.code === 'unknown-message') return undefined;
      throw error;
    }
  }

  async function file(hash: string): Promise<StoredFile | undefined> {
    return isSegment(hash) ? readFile(callForFile, `${path}/files`, hash) : undefined;
  }

  async function start({ prompt, ...options }: StartOptions): Promise<Started> {
    if (options.runId !== undefined) checkId('run id', options.runId);
    const stored = await storeFiles(prompt, upload);
    return post(call, `${path}/runs`, { ...options, prompt: toParts(stored) });
  }

  async function send(runId: string, command: RunCommand): Promise<Receipt> {
    if (!isSegment(runId)) throw new UnknownRunError(runId);
    const url = `${path}/runs/${encodeURIComponent(runId)}/commands`;
    return post(call, url, asJsonCommand(command));
  }

  async function forget(): Promise<void> {
    await request(call, path, { method: 'DELETE' });
  }

  function upload(file: Omit<NewFile, 'type'>): Promise<FilePart> {
    return uploadFile(callForFile, `${path}/files`, file);
  }
}

/** False for an id that breaks the rule of `checkId`, because a path can't carry it, and nothing has such an id. */
function isSegment(id: string): boolean {
  try {
    checkId('id', id);
    return true;
  } catch {
    return false;
  }
}
