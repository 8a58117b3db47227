/** The set-up of the README, in a host's own i18next. */
import { createInstance } from 'i18next';
import { expect, test } from 'vitest';
import { addPerdure, failureText } from '../src/index.ts';

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
  expect(failureText(i18n, { kind: 'unauthorized' }).step).toBe('请检查 API 密钥。');
});

test('leaves the host’s own texts alone, and its wording of ours', async () => {
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
    step: 'Try again in a few minutes.',
  });
});
