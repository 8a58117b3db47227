/** A runtime with which the components of assistant-ui show a thread, and send, stop, edit and regenerate in it. */
import {
  type AppendMessage,
  type AssistantRuntime,
  useExternalStoreRuntime,
} from '@assistant-ui/react';
import type { Failure } from '@perdure/failure';
import { isFinalState } from '@perdure/run/words';
import { currentRun, type FilePart, type RunView, type Thread } from '@perdure/thread';
import { useSelector } from '@xstate/react';
import { useCallback, useMemo, useState } from 'react';
import { createActions } from '../actions.ts';
import { findMessage } from '../lookup.ts';
import { attachments } from './attachments.ts';
import { type FileUrl, promptIn } from './files.ts';
import { toMessage } from './to-message.ts';
import type { ErrorText } from './to-status.ts';
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
  /**
   * Returns the address of a stored file, such as that of the thread's file route. It must be the same function at
   * every render.
   *
   * @default an address is unknown, and a file has its hash as `data`, with the `sourceType` `id`
   */
  fileUrl?: FileUrl;
  /** Name of the model for the runs started from now on. @default the provider's choice */
  model?: string | undefined;
  /** Called with the error of a failed request. @default the error is thrown to assistant-ui */
  onProblem?: (error: unknown) => void;
}

/**
 * The runtime of a thread for assistant-ui. A message sent while a run is in `awaitingInput` answers the question of
 * that run. A message with files starts a run also then, because an answer holds no files. The argument `thread` must stay the same; to show another thread, give the component another `key`.
 */
export function useAssistantRuntime(
  thread: Thread,
  { errorText = providerMessage, fileUrl, model, onProblem }: AssistantRuntimeOptions = {},
): AssistantRuntime {
  const view = useSelector(thread, (all) => all);
  const actions = useMemo(() => createActions(thread), [thread]);
  const [turnsOf] = useState(createTurns);
  const messages = useMemo(() => turnsOf(view), [turnsOf, view]);
  const convertMessage = useCallback(
    (turn: Turn) => toMessage(turn, { errorText, fileUrl }),
    [errorText, fileUrl],
  );

  const options = model === undefined ? {} : { model };

  const send = async (message: AppendMessage): Promise<boolean> => {
    const prompt = promptIn(message, none, fileUrl);
    const isAsked = currentRun(thread.getSnapshot())?.state === 'awaitingInput';
    try {
      return await (isAsked && typeof prompt === 'string'
        ? actions.answer(prompt)
        : actions.start(prompt, options));
    } catch (error) {
      await putBack(runtime.thread.composer, message);
      throw error;
    }
  };

  const edit = async (message: AppendMessage): Promise<boolean> => {
    const edited = findMessage(thread.getSnapshot(), message.sourceId ?? '');
    if (edited === undefined) throw new Error('Only a prompt can be edited.');
    const stored = edited.parts.filter((part) => part.type === 'file');
    return actions.edit(edited.runId, promptIn(message, stored, fileUrl), options);
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
    adapters: { attachments },
  });
  return runtime;
}

const providerMessage = ({ message }: Failure): string => message;

/** True if a run is under way. A run in `awaitingInput` is not busy, because the human writes next. */
const isBusy = (run: RunView | undefined): boolean =>
  run !== undefined && !isFinalState(run.state) && run.state !== 'awaitingInput';

const none: readonly FilePart[] = [];

/**
 * Puts a message back into the composer, unless something was written there in the meantime. Needed because
 * assistant-ui empties its composer before the request.
 */
async function putBack(
  composer: AssistantRuntime['thread']['composer'],
  { content, attachments = [] }: AppendMessage,
): Promise<void> {
  if (!composer.getState().isEmpty) return;
  composer.setText(content.map((part) => (part.type === 'text' ? part.text : '')).join(''));
  for (const { file } of attachments) if (file !== undefined) await composer.addAttachment(file);
}
