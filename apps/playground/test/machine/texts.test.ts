/** The texts of the machine panel: one for every event. */
import { addPerdure } from '@perdure/i18n';
import type { ThreadEvent } from '@perdure/thread';
import i18next from 'i18next';
import { expect, it } from 'vitest';
import { en } from '../../src/page/language/en.ts';
import { eventText } from '../../src/page/machine/event-text.ts';
import { waitText } from '../../src/page/machine/wait-text.ts';
import { logLine } from '../../src/server/log-line.ts';
import { type StoryName, stories, tell } from './logs.ts';

await i18next.init({
  lng: 'en',
  resources: { en: { playground: en } },
});
addPerdure(i18next);
const t = i18next.getFixedT('en', 'playground');

it.each(Object.keys(stories) as StoryName[])(
  'has a text for every event of the run that is %s',
  async (name) => {
    for (const event of await tell(name)) {
      const said = eventText(t, i18next, event);
      expect(said).toMatch(/^[A-Z][^{}]+$/);
      expect(said).not.toMatch(/^machine\./);
    }
  },
);

it('names the fields of a request that has changed', () => {
  const event: ThreadEvent = {
    type: 'request.changed',
    fields: ['messages', 'tools'],
    seq: 1,
    threadId: 't1',
    runId: 'r1',
    at: 0,
  };
  expect(eventText(t, i18next, event)).toBe('The request has changed: messages, tools');
  expect(logLine(event)).toMatch(/request\.changed +messages, tools$/);
});

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
