/** Opens a thread over HTTP: its stream folded into a view, resumed where it broke off. */
import {
  emptyView,
  fold,
  LiveValue,
  type StreamItem,
  type Subscription,
} from '@perdure/runtime/view';
import { createEventSource, type EventSourceClient } from 'eventsource-client';
import { get, post } from './call.ts';
import type { ConnectionState, RemoteThread } from './remote-thread.ts';

export interface ConnectOptions {
  /** Where `threadRoutes` is mounted: `/api`, or with an origin. */
  url: string;
  threadId: string;
  fetch?: typeof globalThis.fetch;
}

/** Reads the stream for as long as somebody subscribes. */
export function connectThread({
  url,
  threadId,
  fetch = globalThis.fetch,
}: ConnectOptions): RemoteThread {
  const call: typeof globalThis.fetch = (...request) => fetch(...request);
  const view = new LiveValue(emptyView(threadId));
  const connection = new LiveValue<ConnectionState>('idle');
  let watchers = 0;
  let source: EventSourceClient | undefined;
  let lastEventId: string | undefined;
  let taken: StreamItem[] = [];

  /** What comes in one piece is one change: a long log would be drawn an event at a time. */
  const take = (item: StreamItem) => {
    if (taken.push(item) > 1) return;
    queueMicrotask(() => {
      const items = taken;
      taken = [];
      view.set(items.reduce(fold, view.getSnapshot()));
    });
  };

  const open = () => {
    connection.set('connecting');
    return createEventSource({
      // Not before it is opened: where a server renders there is no location.
      url: new URL(`${url}/threads/${threadId}/stream`, globalThis.location?.href).href,
      // A refusal is a connection that failed, not a stream without events.
      fetch: async (...request) => {
        const response = await call(...(request as Parameters<typeof globalThis.fetch>));
        if (response.status === 410) startOver();
        if (!response.ok) throw new Error(`HTTP ${response.status}`);
        return response;
      },
      ...(lastEventId !== undefined && { initialLastEventId: lastEventId }),
      onConnect: () => connection.set('open'),
      onScheduleReconnect: () => connection.set('lost'),
      onMessage: ({ id, data }) => {
        lastEventId = id;
        take(JSON.parse(data) as StreamItem);
      },
    });
  };

  /** The log is another one than before: what was read of it is void. */
  const startOver = () => {
    source?.close();
    lastEventId = undefined;
    taken = [];
    view.set(emptyView(threadId));
    source = open();
  };

  const subscribe: RemoteThread['subscribe'] = (observer): Subscription => {
    const subscription = view.subscribe(observer);
    if (watchers++ === 0) source = open();
    let isSubscribed = true;
    return {
      unsubscribe() {
        if (!isSubscribed) return;
        isSubscribed = false;
        subscription.unsubscribe();
        if (--watchers > 0) return;
        source?.close();
        connection.set('idle');
      },
    };
  };

  return {
    id: threadId,
    getSnapshot: view.getSnapshot,
    subscribe,
    connection: { getSnapshot: connection.getSnapshot, subscribe: connection.subscribe },
    start: (options) => post(call, `${url}/threads/${threadId}/runs`, options),
    readEvents: (after) => get(call, `${url}/threads/${threadId}/events?after=${after}`),
    readMessage: (messageId) => get(call, `${url}/threads/${threadId}/messages/${messageId}`),
    send: (runId, command) => post(call, `${url}/runs/${runId}/commands`, command),
  };
}
