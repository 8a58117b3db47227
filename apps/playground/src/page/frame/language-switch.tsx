/** English or Chinese. */
import { useTranslation } from 'react-i18next';
import { chooseLanguage, languages } from '../language/start-language.ts';

const codes = Object.keys(languages) as (keyof typeof languages)[];

export function LanguageSwitch() {
  const { t, i18n } = useTranslation('playground');
  return (
    <fieldset className="language" aria-label={t('language')}>
      {codes.map((code) => (
        <button
          key={code}
          type="button"
          lang={code}
          aria-pressed={i18n.resolvedLanguage === code}
          onClick={() => chooseLanguage(code)}
        >
          {languages[code]}
        </button>
      ))}
    </fieldset>
  );
}
