/** The name, what it is, and what concerns the page as a whole. */
import { useTranslation } from 'react-i18next';
import { Connection } from './connection.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { Mark } from './mark.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

export function Header() {
  const { t } = useTranslation('playground');
  return (
    <header className="header">
      <Mark />
      <h1 className="header-name">Perdure</h1>
      <p className="header-tagline">{t('tagline')}</p>
      <Connection />
      <ThemeSwitch />
      <LanguageSwitch />
    </header>
  );
}
