/** One message. Unchanged messages stay the same objects, so only the one being written renders again. */
import { type Message, textOf } from '@perdure/runtime/view';
import { memo, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Markdown } from '../markdown/markdown.tsx';
import { MessageActions } from './message-actions.tsx';
import { PromptEditor } from './prompt-editor.tsx';
import { ToolPart } from './tool-part.tsx';

interface Props {
  message: Message;
  /** Its run is over, so that it may be said otherwise. */
  isSettled: boolean;
}

export const MessageItem = memo(function MessageItem({ message, isSettled }: Props) {
  const { t } = useTranslation('playground');
  const author = useId();
  const [isEdited, setEdited] = useState(false);
  const { role, status, runId, parts } = message;
  const text = textOf(message);
  return (
    <article
      className="entry message"
      aria-labelledby={author}
      data-role={role}
      data-status={status}
    >
      <p className="author" id={author}>
        {t(`conversation.${role}`)}
      </p>
      {isEdited ? (
        <PromptEditor runId={runId} prompt={text} onDone={() => setEdited(false)} />
      ) : role === 'user' ? (
        <div className="message-text">{text}</div>
      ) : (
        text !== '' && <Markdown text={text} />
      )}
      {parts.map((part, index) => (
        <ToolPart key={index} part={part} />
      ))}
      {role === 'user' && isSettled && !isEdited && (
        <MessageActions runId={runId} prompt={text} onEdit={() => setEdited(true)} />
      )}
      {status === 'failed' && <p className="unfinished">{t('conversation.unfinished')}</p>}
    </article>
  );
});
