/** The rules of Cohere's chat API, version 2. */
import { assistant, body, call, image, loop, tool, user } from './chat-tables.ts';
import { describeRules, everyWireCases, png } from './rule-cases.ts';

describeRules('cohere', {
  ...everyWireCases((text) => body([user(text)]), body([user(), user()])),
  messages: [body([user()]), body([])],
  role: [
    body([{ role: 'system', content: 'Be kind.' }, user()]),
    body([{ role: 'developer', content: 'Be kind.' }, user()]),
  ],
  emptyContent: [loop([call('c1')], tool('c1')), body([user(), assistant(''), user()])],
  toolCallUnanswered: [
    loop([call('c1')], tool('c1')),
    loop([call('c1'), call('c2')], tool('c1'), user('And?')),
  ],
  toolMessageUnexpected: [
    loop([call('c1')], tool('c1')),
    loop([call('c1')], tool('c1'), tool('c2')),
  ],
  toolCallId: [loop([call('c1')], tool('c1')), loop([call('c1')], tool('c1'), tool(undefined))],
  argumentsJson: [
    loop([call('c1')], tool('c1')),
    loop([call('c1', { arguments: {} })], tool('c1')),
  ],
  imageUrl: [image(`data:image/png;base64,${png}`), image('data:image/svg+xml;base64,PHN2')],
});
