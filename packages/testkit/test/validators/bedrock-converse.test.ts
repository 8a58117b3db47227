/** The rules of Bedrock's Converse API. */
import { describeRules, everyWireCases, pdf, png } from './rule-cases.ts';

const toolConfig = { tools: [{ toolSpec: { name: 'look', inputSchema: { json: {} } } }] };
const body = (...messages: readonly unknown[]) => ({ messages, toolConfig });
const user = (...content: readonly unknown[]) => ({ role: 'user', content });
const assistant = (...content: readonly unknown[]) => ({ role: 'assistant', content });
const hello = user({ text: 'Hello.' });
const hi = assistant({ text: 'Hi.' });
const use = (toolUseId: string, more: object = {}) => ({
  toolUse: { toolUseId, name: 'look', input: {}, ...more },
});
const result = (toolUseId: string, ...content: readonly unknown[]) => ({
  toolResult: { toolUseId, content: content.length > 0 ? content : [{ text: 'seen' }] },
});
const loop = (uses: readonly unknown[], ...results: readonly unknown[]) =>
  body(hello, assistant(...uses), user(...results));
const image = (format: string, bytes: string) => ({ image: { format, source: { bytes } } });
const document = (name: string) => ({ document: { name, format: 'pdf', source: { bytes: pdf } } });

describeRules('bedrock-converse', {
  ...everyWireCases((text) => body(user({ text })), body(hello, hello)),
  firstUser: [body(hello, hi, hello), body(hi, hello)],
  role: [body(hello, hi, hello), body(hello, { ...hello, role: 'system' }, hello)],
  alternation: [body(hello, hi, hello), body(hello, hi, hi, hello)],
  emptyContent: [body(hello, hi, hello), body(hello, assistant(), hello)],
  blockUnion: [
    body(user({ text: '?' }, image('png', png))),
    body(user({ text: '?', ...image('png', png) })),
  ],
  blankText: [loop([use('t1')], result('t1')), loop([use('t1')], result('t1', { text: '' }))],
  fileFormat: [body(user(image('png', png))), body(user(image('jpg', png)))],
  fileData: [
    body(user(image('png', png))),
    body(user(image('png', `data:image/png;base64,${png}`))),
  ],
  fileRole: [body(user(image('png', png))), body(hello, assistant(image('png', png)), hello)],
  documentText: [body(user(document('a'), { text: '?' })), body(user(document('a')))],
  documentName: [
    body(user(document('a'), document('b'), { text: '?' })),
    body(user(document('a'), document('a'), { text: '?' })),
  ],
  toolConfig: [
    loop([use('t1')], result('t1')),
    { ...loop([use('t1')], result('t1')), toolConfig: undefined },
  ],
  toolResultMissing: [
    loop([use('t1'), use('t2')], result('t1'), result('t2')),
    loop([use('t1'), use('t2')], result('t1')),
  ],
  toolResultUnexpected: [
    loop([use('t1')], result('t1')),
    loop([use('t1')], result('t1'), result('t2')),
  ],
  toolResultDuplicate: [
    loop([use('t1')], result('t1')),
    loop([use('t1')], result('t1'), result('t1')),
  ],
  toolUseUnique: [loop([use('t1')], result('t1')), loop([use('t1'), use('t1')], result('t1'))],
  toolUseId: [
    loop([use('a'.repeat(64))], result('a'.repeat(64))),
    loop([use('call_1|fc_1')], result('call_1|fc_1')),
  ],
  toolName: [
    loop([use('t1')], result('t1')),
    loop([use('t1', { name: 'mcp.look' })], result('t1')),
  ],
  toolInput: [loop([use('t1')], result('t1')), loop([use('t1', { input: '{}' })], result('t1'))],
  toolResultJson: [
    loop([use('t1')], result('t1', { json: { seen: true } })),
    loop([use('t1')], result('t1', { json: ['seen'] })),
  ],
});
