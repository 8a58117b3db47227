/** The rules of the OpenAI Responses API. */
import { describeRules, everyWireCases, pdf, png } from './rule-cases.ts';

const body = (input: unknown, more: object = {}) => ({ model: 'gpt-5', input, ...more });
const user = (content: unknown = 'Hello.') => ({ role: 'user', content });
const assistant = (more: object = {}) => ({
  type: 'message',
  role: 'assistant',
  content: [{ type: 'output_text', text: 'Hi.' }],
  ...more,
});
const call = (call_id: string, more: object = {}) => ({
  type: 'function_call',
  call_id,
  name: 'look',
  arguments: '{}',
  ...more,
});
const output = (call_id: string, value: unknown = 'seen') => ({
  type: 'function_call_output',
  call_id,
  output: value,
});
const reasoning = (more: object = {}) => ({ type: 'reasoning', id: 'rs_1', summary: [], ...more });
const long = 'a'.repeat(65);
const said = (part: object) => body([user([{ type: 'input_text', text: '?' }, part])]);
const image = (image_url: string) => said({ type: 'input_image', image_url });
const file = (file_data: string) => said({ type: 'input_file', filename: 'a.pdf', file_data });

describeRules('openai-responses', {
  ...everyWireCases((text) => body(text), body([user(), user()])),
  input: [body('Hello.'), body([])],
  role: [
    body([{ role: 'developer', content: 'Be kind.' }, user()]),
    body([{ ...user(), role: 'tool' }]),
  ],
  emptyContent: [
    body([user(), assistant(), user()]),
    body([user(), assistant({ content: [] }), user()]),
  ],
  assistantParts: [
    body([user(), assistant(), user()]),
    body([user(), assistant({ content: [{ type: 'input_text', text: 'Hi.' }] }), user()]),
  ],
  imageType: [image(`data:image/png;base64,${png}`), image(`data:application/pdf;base64,${pdf}`)],
  imageUrl: [image('https://example.org/cat.png'), image(png)],
  fileData: [file(`data:application/pdf;base64,${pdf}`), file(pdf)],
  outputUnexpected: [
    body([output('c1')], { previous_response_id: 'resp_1' }),
    body([user(), output('c1')]),
  ],
  outputMissing: [body([user(), call('c1'), output('c1')]), body([user(), call('c1'), user()])],
  callId: [
    body([user(), call(long.slice(1)), output(long.slice(1))]),
    body([user(), call(long), output(long)]),
  ],
  itemId: [
    body([user(), assistant({ id: 'msg_1' }), user()]),
    body([user(), assistant({ id: '25fdab0e' }), user()]),
  ],
  itemUnique: [
    body([user(), assistant({ id: 'msg_1' }), user(), assistant({ id: 'msg_2' })]),
    body([user(), assistant({ id: 'msg_1' }), user(), assistant({ id: 'msg_1' })]),
  ],
  reasoningFollowed: [
    body([user(), reasoning(), call('c1'), output('c1')]),
    body([user(), reasoning(), user('Still there?')]),
  ],
  reasoningSummary: [
    body([user(), reasoning(), assistant(), user()]),
    body([user(), reasoning({ summary: undefined }), assistant(), user()]),
  ],
  encryptedContent: [
    body([user(), reasoning({ encrypted_content: 'ZW5j' }), assistant(), user()], { store: false }),
    body([user(), reasoning(), assistant(), user()], { store: false }),
  ],
  arguments: [
    body([user(), call('c1'), output('c1')]),
    body([user(), call('c1', { arguments: {} }), output('c1')]),
  ],
  toolName: [
    body([user(), call('c1'), output('c1')]),
    body([user(), call('c1', { name: 'mcp:look' }), output('c1')]),
  ],
  outputType: [
    body([user(), call('c1'), output('c1', [{ type: 'input_text', text: 'seen' }])]),
    body([user(), call('c1'), output('c1', { seen: true })]),
  ],
});
