/** The set-up of the README, in an app's own i18next. */
import i18next, { createInstance } from 'i18next';
import { expect, test } from 'vitest';
import { addPerdure, failureText, languages, namespace } from '../src/index.ts';

const name = async (lng: string) => {
  const i18n = createInstance();
  await i18n.init({ lng, supportedLngs: ['en', 'zh-CN'], fallbackLng: 'en' });
  addPerdure(i18n);
  return failureText(i18n, { kind: 'serverError' }).name;
};

test.each(['zh', 'zh-Hans', 'zh-Hans-CN', 'zh-CN', 'zh-SG'])('%s reads Chinese', async (lng) => {
  expect(await name(lng)).toBe('服务器错误');
});

test.each(['en', 'en-GB', 'fr'])('%s reads English', async (lng) => {
  expect(await name(lng)).toBe('Server error');
});

test('follows the language of the instance', async () => {
  const i18n = createInstance();
  await i18n.init({ lng: 'en', supportedLngs: ['en', 'zh-CN'], fallbackLng: 'en' });
  addPerdure(i18n);
  await i18n.changeLanguage('zh-CN');
  expect(failureText(i18n, { kind: 'unauthorized' }).nextAction).toBe('请检查 API 密钥。');
});

test('keeps the app’s own texts, and its wording of ours', async () => {
  const i18n = createInstance();
  await i18n.init({
    lng: 'en',
    resources: {
      en: {
        translation: { hello: 'Hello' },
        perdure: { failure: { serverError: { name: 'The model hiccuped' } } },
      },
    },
  });
  addPerdure(i18n);
  expect(i18n.t('hello')).toBe('Hello');
  expect(failureText(i18n, { kind: 'serverError' })).toEqual({
    name: 'The model hiccuped',
    nextAction: 'Try again in a few minutes.',
  });
});

test.each([
  ['ja', 'サーバーエラー'],
  ['de-AT', 'Serverfehler'],
  ['es-MX', 'Error del servidor'],
  ['fr-CA', 'Erreur du serveur'],
])('%s reads its language, if the app supports it', async (lng, expected) => {
  const i18n = createInstance();
  await i18n.init({ lng, fallbackLng: 'en' });
  addPerdure(i18n);
  expect(failureText(i18n, { kind: 'serverError' }).name).toBe(expected);
});

test('adds the languages that the app chooses, and one of its own', async () => {
  const i18n = createInstance();
  await i18n.init({ lng: 'nl', fallbackLng: 'en' });
  const { en } = languages;
  const failure = { ...en.failure, serverError: { name: 'Serverfout', nextAction: 'Wacht even.' } };
  addPerdure(i18n, { en, nl: { ...en, locale: 'nl', failure } });
  expect(failureText(i18n, { kind: 'serverError' }).name).toBe('Serverfout');
  expect(i18n.hasResourceBundle('de', namespace)).toBe(false);
});

test('changes only the instance that it is given', async () => {
  const i18n = createInstance();
  await i18n.init({ lng: 'en' });
  addPerdure(i18n);
  expect(i18next.isInitialized).toBeFalsy();
  expect(i18next.store).toBeUndefined();
});
