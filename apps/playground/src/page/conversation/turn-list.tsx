/** The list of the thread's turns, scrolled to the latest one. */
import { shallowEqual, useSelector } from '@xstate/react';
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useOpenThread } from '../open-thread/open-thread.ts';
import { Opening } from './opening.tsx';
import { Turn } from './turn.tsx';
import { useEarlier } from './use-earlier.ts';
import { useTurnWindow } from './use-turn-window.ts';

export function TurnList() {
  const { t } = useTranslation('playground');
  const { thread } = useOpenThread();
  const runIds = useSelector(thread, ({ runs }) => runs.map(({ id }) => id), shallowEqual);
  const scroller = useRef<HTMLElement>(null);
  const last = runIds.at(-1);
  const { turns, gapAfter, isNearStart, measure, keep } = useTurnWindow(runIds, scroller);
  const { hasEarlier, isLoading } = useEarlier(isNearStart);

  // Scroll position 0 is the end of the list, because the list is laid out from its end. A growing answer moves neither
  // a reader at the end nor one who has scrolled up. A new run scrolls to the end.
  useLayoutEffect(() => {
    if (last !== undefined) scroller.current?.scrollTo({ top: 0 });
  }, [last]);

  return (
    <section
      className="turns"
      aria-label={t('conversation.label')}
      aria-busy={isLoading}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it must scroll by keyboard
      tabIndex={0}
      ref={scroller}
    >
      {runIds.length === 0 ? (
        <Opening />
      ) : (
        <div>
          <ol style={{ paddingBlockEnd: gapAfter }}>
            {turns.map(({ id, position, gap }) => (
              <li
                key={id}
                className="turn"
                ref={measure}
                data-index={runIds.length - position}
                aria-posinset={position}
                aria-setsize={hasEarlier ? -1 : runIds.length}
                style={{ marginBlockStart: gap }}
                onFocus={() => keep(id)}
              >
                <Turn runId={id} isLast={id === last} />
              </li>
            ))}
          </ol>
        </div>
      )}
    </section>
  );
}
