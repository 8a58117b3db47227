/** The rules of the Anthropic Messages API. */
import { describeRules, everyWireCases, pdf, png } from './rule-cases.ts';

const body = (messages: readonly unknown[], more: object = {}) => ({
  model: 'claude-opus-5',
  max_tokens: 9,
  messages,
  ...more,
});
const user = (...content: readonly unknown[]) => ({ role: 'user', content });
const assistant = (...content: readonly unknown[]) => ({ role: 'assistant', content });
const text = (value: string) => ({ type: 'text', text: value });
const use = (id: string, more: object = {}) => ({
  type: 'tool_use',
  id,
  name: 'look',
  input: {},
  ...more,
});
const result = (id: string, content: unknown = 'seen') => ({
  type: 'tool_result',
  tool_use_id: id,
  content,
});
const search = (id: string) => ({ type: 'server_tool_use', id, name: 'web_search', input: {} });
const found = (id: string) => ({ type: 'web_search_tool_result', tool_use_id: id, content: [] });
const thinking = (more: object = {}) => ({
  type: 'thinking',
  thinking: 'Hm.',
  signature: 'c2ln',
  ...more,
});
const file = (type: string, media_type: string, data: string) => ({
  type,
  source: { type: 'base64', media_type, data },
});
const hello = user(text('Hello.'));
/** A whole conversation around an assistant message. */
const around = (...content: readonly unknown[]) =>
  body([hello, assistant(...content), user(text('Go on.'))]);
const loop = (...content: readonly unknown[]) =>
  body([hello, assistant(...content), user(result('t1'))]);
const prefill = (value: string) =>
  body([hello, assistant(text(value))], { model: 'claude-sonnet-4-5-20250929' });
const enabled = { thinking: { type: 'enabled', budget_tokens: 1024 } };

describeRules('anthropic-messages', {
  ...everyWireCases((value) => body([user(text(value))]), body([hello, hello])),
  messages: [body([hello]), body([])],
  role: [body([hello]), body([{ role: 'system', content: 'Hello.' }, hello])],
  emptyContent: [around(text('Hi.')), around()],
  blockType: [
    around(text('Hi.')),
    body([user(text('?'), { type: 'image_url', image_url: { url: 'https://example.org' } })]),
  ],
  blockRole: [loop(use('t1')), body([user(thinking(), text('Hello.'))])],
  emptyText: [loop(use('t1')), body([hello, assistant(use('t1')), user(result('t1', [text('')]))])],
  blankText: [around(text('Hi.'), text(' ')), around(text(' \n'))],
  trailingWhitespace: [prefill('The answer is'), prefill('The answer is ')],
  prefill: [
    body([hello, assistant(text('Let me see.'), search('srvtoolu_1'))]),
    body([hello, assistant(text('The answer is'))]),
  ],
  thinkingPrefill: [
    { ...prefill('x'), messages: [hello, assistant(thinking(), text('x'))], ...enabled },
    { ...prefill('x'), messages: [hello, assistant(thinking(), text('x'))] },
  ],
  toolResultMissing: [loop(use('t1')), loop(use('t1'), use('t2'))],
  toolResultUnexpected: [
    loop(use('t1')),
    body([hello, assistant(use('t1')), user(result('t1'), result('t2'))]),
  ],
  toolResultDuplicate: [
    loop(use('t1')),
    body([hello, assistant(use('t1')), user(result('t1'), result('t1'))]),
  ],
  toolResultFirst: [
    body([hello, assistant(use('t1')), user(result('t1'), text('And?'))]),
    body([hello, assistant(use('t1')), user(text('And?'), result('t1'))]),
  ],
  toolUseUnique: [
    body([
      hello,
      assistant(use('t1')),
      user(result('t1')),
      assistant(use('t2')),
      user(result('t2')),
    ]),
    body([
      hello,
      assistant(use('t1')),
      user(result('t1')),
      assistant(use('t1')),
      user(result('t1')),
    ]),
  ],
  toolUseId: [
    loop(use('t1')),
    body([hello, assistant(use('functions.look:0')), user(result('functions.look:0'))]),
  ],
  toolName: [
    loop(use('t1', { name: 'a'.repeat(200) })),
    loop(use('t1', { name: 'a'.repeat(201) })),
  ],
  toolInput: [loop(use('t1')), loop(use('t1', { input: '{"text": "a cat' }))],
  serverToolResultMissing: [
    body([hello, assistant(search('srvtoolu_1'), use('t1')), user(result('t1'))]),
    around(search('srvtoolu_1'), text('It rains.')),
  ],
  serverToolResultUnexpected: [
    around(search('srvtoolu_1'), found('srvtoolu_1'), text('It rains.')),
    around(found('srvtoolu_1'), text('It rains.')),
  ],
  serverToolUseId: [
    around(search('srvtoolu_1'), found('srvtoolu_1')),
    around(search('toolu_1'), found('toolu_1')),
  ],
  thinkingSignature: [
    around(thinking(), text('Hi.')),
    around(thinking({ signature: '' }), text('Hi.')),
  ],
  thinkingText: [
    around(thinking({ thinking: '' }), text('Hi.')),
    around(thinking({ thinking: undefined }), text('Hi.')),
  ],
  redactedData: [
    around({ type: 'redacted_thinking', data: 'ZW5j' }, text('Hi.')),
    around({ type: 'redacted_thinking', signature: 'c2ln' }, text('Hi.')),
  ],
  thinkingFirst: [
    around(thinking(), text('Hi.')),
    around(text('Hi.'), thinking(), text('How are you?')),
  ],
  thinkingLast: [around(thinking(), text('Hi.')), around(thinking())],
  thinkingLoop: [
    { ...loop(thinking(), use('t1')), ...enabled },
    { ...loop(text('Let me see.'), use('t1')), ...enabled },
  ],
  imageType: [
    body([user(file('image', 'image/png', png))]),
    body([user(file('image', 'image/jpg', '/9j/'))]),
  ],
  documentType: [
    body([user(file('document', 'application/pdf', pdf))]),
    body([user(file('document', 'text/markdown', 'SGk='))]),
  ],
  fileData: [
    body([user(file('image', 'image/png', png))]),
    body([user(file('image', 'image/png', `data:image/png;base64,${png}`))]),
  ],
  imageMismatch: [
    body([user(file('image', 'image/png', png))]),
    body([user(file('image', 'image/jpeg', png))]),
  ],
});
