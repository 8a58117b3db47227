/** The rules of OpenAI's Chat Completions API, and of DeepSeek. */
import { assistant, body, call, image, loop, tool, user } from './chat-tables.ts';
import { describeRules, everyWireCases, pdf, png } from './rule-cases.ts';

const part = (type: string, value: object) => body([user([{ type, [type]: value }])]);
const long = 'a'.repeat(41);

const cases = {
  ...everyWireCases((text) => body([user(text)]), body([user(), user()])),
  messages: [body([user()]), body([])],
  role: [
    body([{ role: 'developer', content: 'Be kind.' }, user()]),
    body([{ role: 'function', content: 'seen' }, user()]),
  ],
  contentType: [
    loop([call('c1')], tool('c1')),
    body([user(), assistant(null), user('Are you there?')]),
  ],
  emptyContent: [
    loop([call('c1')], tool('c1', '')),
    body([user(), assistant(''), user('Are you there?')]),
  ],
  imageRole: [
    image('https://example.org/cat.png'),
    loop([call('c1')], tool('c1', [{ type: 'image_url', image_url: { url: 'https://a.org' } }])),
  ],
  toolCallUnanswered: [
    loop([call('c1')], tool('c1')),
    loop([call('c1'), call('c2')], tool('c1'), user('And?')),
  ],
  toolMessageUnexpected: [
    loop([call('c1')], tool('c1')),
    loop([call('c1')], tool('c1'), tool('c2')),
  ],
  toolCallsEmpty: [
    body([user(), assistant('Hi.'), user()]),
    body([user(), assistant('Hi.', { tool_calls: [] }), user()]),
  ],
  toolCallId: [loop([call(long.slice(1))], tool(long.slice(1))), loop([call(long)], tool(long))],
  toolName: [
    loop([call('c1', { name: 'look-up_2' })], tool('c1')),
    loop([call('c1', { name: 'mcp:look' })], tool('c1')),
  ],
  argumentsType: [
    loop([call('c1')], tool('c1')),
    loop([call('c1', { arguments: {} })], tool('c1')),
  ],
  argumentsJson: [
    loop([call('c1')], tool('c1')),
    loop([call('c1', { arguments: '{"text": "a cat' })], tool('c1')),
  ],
  imageType: [image(`data:image/png;base64,${png}`), image(`data:application/pdf;base64,${pdf}`)],
  imageUrl: [image('https://example.org/cat.png'), image(png)],
  audioFormat: [
    part('input_audio', { format: 'wav', data: 'UklG' }),
    part('input_audio', { format: 'ogg', data: 'T2dn' }),
  ],
  fileData: [
    part('file', { filename: 'a.pdf', file_data: `data:application/pdf;base64,${pdf}` }),
    part('file', { filename: 'a.md', file_data: 'data:text/markdown;base64,SGk=' }),
  ],
} as const;

describeRules('chat-completions', cases);

/** Assistant messages of a thinking model. */
const thoughtful = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, inner) =>
    inner?.role === 'assistant' ? { ...inner, reasoning_content: 'Hm.' } : inner,
  );

describeRules('deepseek', {
  ...Object.fromEntries(
    Object.entries(cases).map(([rule, [kept, broken]]) => [
      rule,
      [thoughtful(kept), thoughtful(broken)] as const,
    ]),
  ),
  reasoningContent: [
    body([...loop([call('c1')], tool('c1')).messages, assistant('Done.'), user('Thanks.')]),
    loop([call('c1')], tool('c1')),
  ],
});
