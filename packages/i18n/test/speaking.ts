/** An app's i18next, in a language. */
import { createInstance, type i18n } from 'i18next';
import { addPerdure, languages } from '../src/index.ts';

export async function speaking(lng: string): Promise<i18n> {
  const i18n = createInstance();
  await i18n.init({ lng, supportedLngs: Object.keys(languages), fallbackLng: 'en' });
  addPerdure(i18n);
  return i18n;
}
