/** The runtime of assistant-ui on a thread: its components show messages, send, stop, edit and regenerate. */
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
   * The text shown for a failure. It must stay the same function from render to render, because a new one converts
   * all messages again.
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
 * A message that is sent while a run is in `awaitingInput` is the answer to its question. To show another thread, give
 * the component another `key`; the argument must stay the same.
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
      // Restores the text, because assistant-ui has already emptied its composer.
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

/** A run in `awaitingInput` is not busy, because the human writes next. */
const isBusy = (run: RunView | undefined): boolean =>
  run !== undefined && !isFinalState(run.state) && run.state !== 'awaitingInput';

const textIn = ({ content }: AppendMessage): string =>
  content.map((part) => (part.type === 'text' ? part.text : '')).join('');
