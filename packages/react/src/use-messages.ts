/** The messages of a thread, by three hooks that differ in how often they render. */
import type { Message, Readable, ThreadView } from '@perdure/thread';
import { shallowEqual, useSelector } from '@xstate/react';
import { findMessage, messagesOf } from './lookup.ts';

const within = (view: ThreadView, runId: string | undefined): readonly Message[] =>
  runId === undefined ? view.messages : messagesOf(view, runId);

/** The ids of a run's messages, or of all. Renders when a message comes or goes, not while one is written. */
export const useMessageIds = (thread: Readable<ThreadView>, runId?: string): readonly string[] =>
  useSelector(thread, (view) => within(view, runId).map(({ id }) => id), shallowEqual);

/** One message; undefined if the view has none of that id. Renders when this message changes. */
export const useMessage = (thread: Readable<ThreadView>, id: string): Message | undefined =>
  useSelector(thread, (view) => findMessage(view, id));

/** The messages of a run, or all. Renders when one of them changes. */
export const useMessages = (thread: Readable<ThreadView>, runId?: string): readonly Message[] =>
  useSelector(thread, (view) => within(view, runId), shallowEqual);
