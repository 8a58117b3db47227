/** The switch of the colour theme: light, dark, or the theme of the system. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseTheme, readTheme, themes } from './theme.ts';

export function ThemeSwitch() {
  const { t } = useTranslation('playground');
  const [theme, setTheme] = useState(readTheme);
  return (
    <label>
      <span className="unseen">{t('theme.label')}</span>
      <select
        value={theme}
        onChange={({ target }) => {
          const chosen = themes.find((name) => name === target.value) ?? 'system';
          chooseTheme(chosen);
          setTheme(chosen);
        }}
      >
        {themes.map((name) => (
          <option key={name} value={name}>
            {t(`theme.${name}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
