/** The messages of a thread, by three hooks that differ in how often they render. */
import type { Message, Readable, ThreadView } from '@perdure/thread';
import { shallowEqual, useSelector } from '@xstate/react';
import { findMessage, messagesOf } from './lookup.ts';

const within = (view: ThreadView, runId: string | undefined): readonly Message[] =>
  runId === undefined ? view.messages : messagesOf(view, runId);

/** The ids of a run's messages; without `runId`, of all. Renders when a message comes or goes, not at each piece. */
export const useMessageIds = (thread: Readable<ThreadView>, runId?: string): readonly string[] =>
  useSelector(thread, (view) => within(view, runId).map(({ id }) => id), shallowEqual);

/** The message with the id; undefined if the view has no such message. Renders when this message changes. */
export const useMessage = (thread: Readable<ThreadView>, id: string): Message | undefined =>
  useSelector(thread, (view) => findMessage(view, id));

/** The messages of a run; without `runId`, all messages. Renders when one of these messages changes. */
export const useMessages = (thread: Readable<ThreadView>, runId?: string): readonly Message[] =>
  useSelector(thread, (view) => within(view, runId), shallowEqual);
