/** A sidebar of the page: a column if the window is wide enough, a drawer otherwise. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMedia } from './use-media.ts';

const sides = {
  threads: { element: 'nav', label: 'threads.label', room: '(width >= 80rem)' },
  faults: { element: 'aside', label: 'faults.label', room: '(width >= 60rem)' },
} as const;

type Name = keyof typeof sides;

export function Side({ name, children }: { name: Name; children: ReactNode }) {
  const { t } = useTranslation('playground');
  const { element: Element, label, room } = sides[name];
  const hasRoom = useMedia(room);
  return (
    <Element
      id={name}
      className={`side ${name}`}
      aria-label={t(label)}
      popover={hasRoom ? undefined : 'auto'}
    >
      {!hasRoom && (
        <div className="side-head">
          <p>{t(label)}</p>
          <button type="button" popoverTarget={name} popoverTargetAction="hide">
            {t('close')}
          </button>
        </div>
      )}
      {children}
    </Element>
  );
}

/** The button that opens the drawer. It renders nothing if the sidebar is a column. */
export function SideToggle({ name }: { name: Name }) {
  const { t } = useTranslation('playground');
  const { label, room } = sides[name];
  if (useMedia(room)) return null;
  return (
    <button type="button" popoverTarget={name}>
      {t(label)}
    </button>
  );
}
