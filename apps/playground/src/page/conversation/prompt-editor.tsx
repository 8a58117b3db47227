/**
 * The editor of a prompt's text. Sending the edited prompt replaces its run and all later runs. The prompt keeps its
 * files.
 */
import { type Message, textOf } from '@perdure/thread';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StoredFiles } from '../files/stored-files.tsx';
import { useOpenThread } from '../open-thread/open-thread.ts';
import { isOfInputMethod, sendOnEnter } from './send-on-enter.ts';

interface Props {
  runId: string;
  prompt: Message;
  onDone: () => void;
}

export function PromptEditor({ runId, prompt, onDone }: Props) {
  const { t } = useTranslation('playground');
  const { actions, composer } = useOpenThread();
  const [text, setText] = useState(textOf(prompt));
  const files = prompt.parts.filter((part) => part.type === 'file');
  const isEmpty = text.trim() === '' && files.length === 0;

  const close = () => {
    onDone();
    composer.current?.focus({ preventScroll: true });
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const words = text.trim();
    const edited = words === '' ? files : [{ type: 'text' as const, text: words }, ...files];
    if (!isEmpty && (await actions.edit(runId, edited))) close();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Escape' && !isOfInputMethod(event)) close();
    else sendOnEnter(event);
  };

  return (
    <form className="prompt-editor" onSubmit={send}>
      <StoredFiles parts={files} />
      <textarea
        rows={2}
        aria-label={t('conversation.editLabel')}
        value={text}
        // biome-ignore lint/a11y/noAutofocus: it replaces the button that had the focus
        autoFocus
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="status-actions">
        <button type="submit" className="primary" disabled={isEmpty}>
          {t('composer.send')}
        </button>
        <button type="button" onClick={close}>
          {t('run.cancel')}
        </button>
      </div>
    </form>
  );
}
