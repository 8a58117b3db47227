/** The switch of the page's language. Each language is named in that language. */
import { useTranslation } from 'react-i18next';
import { languages } from '../language/languages.ts';
import { chooseLanguage } from '../language/start-language.ts';

export function LanguageSwitch() {
  const { t, i18n } = useTranslation('playground');
  return (
    <label>
      <span className="unseen">{t('language')}</span>
      <select value={i18n.resolvedLanguage} onChange={({ target }) => chooseLanguage(target.value)}>
        {Object.entries(languages).map(([code, { name }]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
