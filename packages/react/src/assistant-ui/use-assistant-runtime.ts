/** A runtime with which the components of assistant-ui show a thread, and send, stop, edit and regenerate in it. */
import {
  type AppendMessage,
  type AssistantRuntime,
  useExternalStoreRuntime,
} from '@assistant-ui/react';
import type { Failure } from '@perdure/failure';
import { isFinalState } from '@perdure/run/words';
import { currentRun, type RunView, type Thread } from '@perdure/thread';
import { useSelector } from '@xstate/react';
import { useCallback, useMemo, useState } from 'react';
import { createActions } from '../actions.ts';
import { findMessage } from '../lookup.ts';
import { type ErrorText, toMessage } from './to-message.ts';
import { createTurns, type Turn } from './turns.ts';

/** The options of `useAssistantRuntime`. */
export interface AssistantRuntimeOptions {
  /**
   * Returns the text shown for a failure. It must be the same function at every render, because a new function
   * converts all messages again.
   *
   * @default the provider's message
   */
  errorText?: ErrorText;
  /** Name of the model for the runs started from now on. @default the provider's choice */
  model?: string | undefined;
  /** Called with the error of a failed request. @default the error is thrown to assistant-ui */
  onProblem?: (error: unknown) => void;
}

/**
 * The runtime of a thread for assistant-ui. A message sent while a run is in `awaitingInput` answers the question of
 * that run. The argument `thread` must stay the same; to show another thread, give the component another `key`.
 */
export function useAssistantRuntime(
  thread: Thread,
  { errorText = providerMessage, model, onProblem }: AssistantRuntimeOptions = {},
): AssistantRuntime {
  const view = useSelector(thread, (all) => all);
  const actions = useMemo(() => createActions(thread), [thread]);
  const [turnsOf] = useState(createTurns);
  const messages = useMemo(() => turnsOf(view), [turnsOf, view]);
  const convertMessage = useCallback((turn: Turn) => toMessage(turn, errorText), [errorText]);

  const options = model === undefined ? {} : { model };

  const send = async (message: AppendMessage): Promise<boolean> => {
    const text = textIn(message);
    const isAsked = currentRun(thread.getSnapshot())?.state === 'awaitingInput';
    try {
      return await (isAsked ? actions.answer(text) : actions.start(text, options));
    } catch (error) {
      // The text is put back into the composer, because assistant-ui has already emptied its composer.
      const { composer } = runtime.thread;
      if (composer.getState().isEmpty) composer.setText(text);
      throw error;
    }
  };

  const edit = async (message: AppendMessage): Promise<boolean> => {
    const prompt = findMessage(thread.getSnapshot(), message.sourceId ?? '');
    if (prompt === undefined) throw new Error('Only a prompt can be edited.');
    return actions.edit(prompt.runId, textIn(message), options);
  };

  const report = async (request: Promise<boolean>): Promise<void> => {
    try {
      await request;
    } catch (error) {
      if (onProblem === undefined) throw error;
      onProblem(error);
    }
  };

  const runtime = useExternalStoreRuntime<Turn>({
    messages,
    convertMessage,
    isRunning: isBusy(currentRun(view)),
    onNew: (message) => report(send(message)),
    onEdit: (message) => report(edit(message)),
    onReload: (promptId) =>
      report(actions.regenerate(findMessage(thread.getSnapshot(), promptId ?? '')?.runId, options)),
    onCancel: () => report(actions.stop()),
  });
  return runtime;
}

const providerMessage = ({ message }: Failure): string => message;

/** True if a run is under way. A run in `awaitingInput` is not busy, because the human writes next. */
const isBusy = (run: RunView | undefined): boolean =>
  run !== undefined && !isFinalState(run.state) && run.state !== 'awaitingInput';

const textIn = ({ content }: AppendMessage): string =>
  content.map((part) => (part.type === 'text' ? part.text : '')).join('');
