/** A thread's messages, so that a piece of text renders the message that it belongs to and nothing else. */
import type { Live, Message, ThreadView } from '@perdure/runtime/view';
import { shallowEqual, useSelector } from '@xstate/react';
import { findMessage, messagesOf } from './lookup.ts';

const within = (view: ThreadView, runId: string | undefined): readonly Message[] =>
  runId === undefined ? view.messages : messagesOf(view, runId);

/** For the list: renders when a message comes or goes, not while one is written. Of one run, or of all. */
export const useMessageIds = (thread: Live<ThreadView>, runId?: string): readonly string[] =>
  useSelector(thread, (view) => within(view, runId).map(({ id }) => id), shallowEqual);

/** For an item of the list: renders when this message changes. */
export const useMessage = (thread: Live<ThreadView>, id: string): Message | undefined =>
  useSelector(thread, (view) => findMessage(view, id));

/** The messages themselves: renders with each of them. Of one run, or of all. */
export const useMessages = (thread: Live<ThreadView>, runId?: string): readonly Message[] =>
  useSelector(thread, (view) => within(view, runId), shallowEqual);
