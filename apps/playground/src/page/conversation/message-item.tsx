/** One message. Unchanged messages stay the same objects, so only the one being written renders again. */
import { type Message, textOf } from '@perdure/runtime/view';
import { memo, useId } from 'react';
import { useTranslation } from 'react-i18next';

export const MessageItem = memo(function MessageItem({ message }: { message: Message }) {
  const { t } = useTranslation('playground');
  const author = useId();
  const { role, status } = message;
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
      <div className="message-text">{textOf(message)}</div>
      {status === 'failed' && <p className="unfinished">{t('conversation.unfinished')}</p>}
    </article>
  );
});
