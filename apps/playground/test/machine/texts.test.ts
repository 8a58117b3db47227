/** The panel's texts: the same keys and the same places to fill in both languages, and a text for every event. */
import { addPerdure } from '@perdure/i18n';
import i18next from 'i18next';
import { expect, it } from 'vitest';
import { eventText } from '../../src/page/machine/event-text.ts';
import { en, zhCN } from '../../src/page/machine/texts.ts';
import { waitText } from '../../src/page/machine/wait-text.ts';
import { type StoryName, stories, tell } from './logs.ts';

const flat = (texts: object, path = ''): [string, string][] =>
  Object.entries(texts).flatMap(([key, text]): [string, string][] =>
    typeof text === 'string' ? [[`${path}${key}`, text]] : flat(text, `${path}${key}.`),
  );
const places = (text: string) =>
  [...text.matchAll(/\{\{(?:- )?(\w+)\}\}/g)].map((m) => m[1]).sort();

await i18next.init({
  lng: 'en',
  resources: { en: { playground: { machine: en } }, 'zh-CN': { playground: { machine: zhCN } } },
});
addPerdure(i18next);
const t = i18next.getFixedT('en', 'playground');

it('has the same in both languages', () => {
  const chinese = new Map(flat(zhCN));
  expect([...chinese.keys()]).toEqual(flat(en).map(([key]) => key));
  for (const [key, text] of flat(en))
    expect([key, places(chinese.get(key) ?? '')]).toEqual([key, places(text)]);
});

it.each(Object.keys(stories) as StoryName[])(
  'says every event of the run that is %s',
  async (name) => {
    for (const event of await tell(name)) {
      const said = eventText(t, i18next, event);
      expect(said).toMatch(/^[A-Z][^{}]+$/);
      expect(said).not.toMatch(/^machine\./);
    }
  },
);

it.each([
  [0, '0 s'],
  [99, '99 s'],
  [100, '1:40'],
  [3_599, '59:59'],
  [3_600, '1:00:00'],
  [90_061, '25:01:01'],
])('writes a wait of %i s as %s', (seconds, written) => {
  expect(waitText(t, seconds)).toBe(written);
});
