/** The list of the thread's turns, scrolled to the latest one. */
import { shallowEqual, useSelector } from '@xstate/react';
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useOpenThread } from '../open-thread/open-thread.ts';
import { Opening } from './opening.tsx';
import { Turn } from './turn.tsx';

export function TurnList() {
  const { t } = useTranslation('playground');
  const { thread } = useOpenThread();
  const runIds = useSelector(thread, ({ runs }) => runs.map(({ id }) => id), shallowEqual);
  const scroller = useRef<HTMLElement>(null);
  const last = runIds.at(-1);

  // Scroll position 0 is the end of the list, because the list is laid out from its end. A growing answer moves neither
  // a reader at the end nor one who has scrolled up. A new run scrolls to the end.
  useLayoutEffect(() => {
    if (last !== undefined) scroller.current?.scrollTo({ top: 0 });
  }, [last]);

  return (
    <section
      className="turns"
      aria-label={t('conversation.label')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it must scroll by keyboard
      tabIndex={0}
      ref={scroller}
    >
      {runIds.length === 0 ? (
        <Opening />
      ) : (
        <ol>
          {runIds.map((id) => (
            <Turn key={id} runId={id} isLast={id === last} />
          ))}
        </ol>
      )}
    </section>
  );
}
