/** The header: name, tagline, connection, and the settings of the page. */
import { useTranslation } from 'react-i18next';
import { usePlace } from '../open-thread/place.ts';
import { Connection } from './connection.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { LookLink } from './look-link.tsx';
import { Mark } from './mark.tsx';
import { SideToggle } from './side.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

export function Header() {
  const { t } = useTranslation('playground');
  const { look } = usePlace();
  return (
    <header className="header">
      <div className="header-name">
        <Mark />
        <h1>Perdure</h1>
      </div>
      <p className="header-tagline">{t('tagline')}</p>
      <Connection />
      {look === 'playground' && (
        <div className="header-sides">
          <SideToggle name="threads" />
          <SideToggle name="faults" />
        </div>
      )}
      <div className="header-more">
        <LookLink />
        <ThemeSwitch />
        <LanguageSwitch />
      </div>
    </header>
  );
}
