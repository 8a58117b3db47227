/** The runtime of assistant-ui on a thread: its components show, send, stop, edit and ask again. */
import {
  type AppendMessage,
  type AssistantRuntime,
  useExternalStoreRuntime,
} from '@assistant-ui/react';
import type { Failure } from '@perdure/failure';
import { currentRun, isSettled, type RunView } from '@perdure/runtime/view';
import { useSelector } from '@xstate/react';
import { useCallback, useMemo, useState } from 'react';
import { createActions } from '../actions.ts';
import type { ChatThread } from '../chat-thread.ts';
import { findMessage } from '../lookup.ts';
import { type ErrorText, toMessage } from './to-message.ts';
import { createTurns, type Turn } from './turns.ts';

export interface AssistantRuntimeOptions {
  /**
   * What is shown of a failure; by default the provider's own words. Must stay the same function from render
   * to render, or all messages are converted again.
   */
  errorText?: ErrorText;
  /** Answers what is asked from here on, by name; by default the provider's own choice. */
  model?: string | undefined;
  /** Told of a request that came to nothing: no answer, or a refusal. Without it, assistant-ui is. */
  onProblem?: (error: unknown) => void;
}

/** What is typed while the run asks something is its answer. Threads take turns by `key`, not by another argument. */
export function useAssistantRuntime(
  thread: ChatThread,
  { errorText = ownWords, model, onProblem }: AssistantRuntimeOptions = {},
): AssistantRuntime {
  const view = useSelector(thread, (all) => all);
  const actions = useMemo(() => createActions(thread), [thread]);
  const [turnsOf] = useState(createTurns);
  const messages = useMemo(() => turnsOf(view), [turnsOf, view]);
  const convertMessage = useCallback((turn: Turn) => toMessage(turn, errorText), [errorText]);

  const options = model === undefined ? {} : { model };

  const send = async (message: AppendMessage): Promise<boolean> => {
    const text = textIn(message);
    const asks = currentRun(thread.getSnapshot())?.state === 'awaitingInput';
    try {
      return await (asks ? actions.answer(text) : actions.start(text, options));
    } catch (error) {
      // assistant-ui has emptied its composer: words that went nowhere must not be lost.
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

  const ask = async (request: Promise<boolean>): Promise<void> => {
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
    onNew: (message) => ask(send(message)),
    onEdit: (message) => ask(edit(message)),
    onReload: (promptId) =>
      ask(actions.regenerate(findMessage(thread.getSnapshot(), promptId ?? '')?.runId, options)),
    onCancel: () => ask(actions.stop()),
  });
  return runtime;
}

const ownWords = ({ message }: Failure): string => message;

/** While it asks, it is the human's turn. */
const isBusy = (run: RunView | undefined): boolean =>
  run !== undefined && !isSettled(run) && run.state !== 'awaitingInput';

const textIn = ({ content }: AppendMessage): string =>
  content.map((part) => (part.type === 'text' ? part.text : '')).join('');
