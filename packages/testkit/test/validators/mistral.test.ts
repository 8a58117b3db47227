/** The rules of Mistral's chat completions. */
import { assistant, body, call, image, loop, tool, user } from './chat-tables.ts';
import { describeRules, everyWireCases, pdf, png } from './rule-cases.ts';

const [a, b] = ['abcdefgh1', 'abcdefgh2'];

describeRules('mistral', {
  ...everyWireCases((text) => body([user(text)]), body([user(), user()])),
  messages: [body([user()]), body([])],
  roleOrder: [
    body([...loop([call(a)], tool(a)).messages, assistant('Done.'), user()]),
    body([...loop([call(a)], tool(a)).messages, user()]),
  ],
  lastRole: [
    body([user(), assistant('The answer', { prefix: true })]),
    body([user(), assistant('The answer')]),
  ],
  prefixLast: [
    body([user(), assistant('Hi.'), user()]),
    body([user(), assistant('Hi.', { prefix: true }), user()]),
  ],
  emptyContent: [loop([call(a)], tool(a)), body([user(), assistant(''), user()])],
  toolCallId: [loop([call(a)], tool(a)), loop([call('call_PTLP8xhu')], tool('call_PTLP8xhu'))],
  toolCallUnanswered: [loop([call(a)], tool(a)), loop([call(a), call(b)], tool(a))],
  toolMessageUnexpected: [loop([call(a)], tool(a)), loop([call(a)], tool(a), tool(b))],
  toolMessageDuplicate: [loop([call(a)], tool(a)), loop([call(a)], tool(a), tool(a))],
  toolCallUnique: [loop([call(a), call(b)], tool(a), tool(b)), loop([call(a), call(a)], tool(a))],
  toolName: [loop([call(a)], tool(a)), loop([call(a, { name: 'mcp:look' })], tool(a))],
  imageUrl: [image(`data:image/png;base64,${png}`), image(`data:application/pdf;base64,${pdf}`)],
});
