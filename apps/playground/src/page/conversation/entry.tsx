/** An entry of a turn: the author in the left gutter, and beside it what the author wrote. */
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  by: 'user' | 'assistant';
  children: ReactNode;
}

export function Entry({ by, children }: Props) {
  const { t } = useTranslation('playground');
  const author = useId();
  return (
    <article className="entry" aria-labelledby={author} data-by={by}>
      <p className="author" id={author}>
        {t(`conversation.${by}`)}
      </p>
      {children}
    </article>
  );
}
