/** A prompt, which can be edited once its run is over. */
import { cutText } from '@perdure/i18n';
import { isFinalState } from '@perdure/run/words';
import { type Message, type RunView, textOf } from '@perdure/thread';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StoredFiles } from '../files/stored-files.tsx';
import { Entry } from './entry.tsx';
import { PromptActions } from './prompt-actions.tsx';
import { PromptEditor } from './prompt-editor.tsx';

interface Props {
  message: Message;
  run: RunView;
}

export const Prompt = memo(function Prompt({ message, run }: Props) {
  const [isEdited, setEdited] = useState(false);
  const { i18n } = useTranslation('playground');
  const text = textOf(message);
  return (
    <Entry by="user">
      {isEdited ? (
        <PromptEditor runId={run.id} prompt={message} onDone={() => setEdited(false)} />
      ) : (
        <>
          <StoredFiles parts={message.parts} />
          {text !== '' && <div className="message-text">{text}</div>}
          {message.cut !== undefined && <p className="unfinished">{cutText(i18n, message.cut)}</p>}
          {isFinalState(run.state) && <PromptActions run={run} onEdit={() => setEdited(true)} />}
        </>
      )}
    </Entry>
  );
});
