/** The editor of a prompt. Sending the edited prompt replaces its run and all later runs. */
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOpenThread } from '../open-thread/open-thread.ts';
import { isOfInputMethod, sendOnEnter } from './send-on-enter.ts';

interface Props {
  runId: string;
  prompt: string;
  onDone: () => void;
}

export function PromptEditor({ runId, prompt, onDone }: Props) {
  const { t } = useTranslation('playground');
  const { actions, composer } = useOpenThread();
  const [text, setText] = useState(prompt);

  const close = () => {
    onDone();
    composer.current?.focus({ preventScroll: true });
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const words = text.trim();
    if (words !== '' && (await actions.edit(runId, words))) close();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Escape' && !isOfInputMethod(event)) close();
    else sendOnEnter(event);
  };

  return (
    <form className="prompt-editor" onSubmit={send}>
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
        <button type="submit" className="primary" disabled={text.trim() === ''}>
          {t('composer.send')}
        </button>
        <button type="button" onClick={close}>
          {t('run.cancel')}
        </button>
      </div>
    </form>
  );
}
