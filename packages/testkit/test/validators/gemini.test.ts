/** The rules of Gemini's generateContent. */
import { describeRules, everyWireCases, png } from './rule-cases.ts';

const body = (...contents: readonly unknown[]) => ({ contents });
const user = (...parts: readonly unknown[]) => ({ role: 'user', parts });
const model = (...parts: readonly unknown[]) => ({ role: 'model', parts });
const hello = user({ text: 'Hello.' });
const call = (more: object = {}, beside: object = { thoughtSignature: 'c2ln' }) => ({
  functionCall: { name: 'look', args: {}, ...more },
  ...beside,
});
const response = (more: object = {}) => ({
  functionResponse: { name: 'look', response: { content: 'seen' }, ...more },
});
const loop = (calls: readonly unknown[], ...responses: readonly unknown[]) =>
  body(hello, model(...calls), user(...responses));
const file = (mimeType: string, data: string) => body(user({ inlineData: { mimeType, data } }));

describeRules('gemini', {
  ...everyWireCases((text) => body(user({ text })), body(hello, hello)),
  contents: [body(hello), body()],
  role: [body({ parts: [{ text: 'Hello.' }] }), body({ ...hello, role: 'assistant' })],
  parts: [body(hello, model({ text: 'Hi.' }), hello), body(hello, model(), hello)],
  partData: [body(user({ text: 'Hello.' })), body(user({ text: 'Hello.' }, { thought: true }))],
  emptyText: [
    body(hello, model({ text: '', thoughtSignature: 'c2ln' }), hello),
    loop([call()], response(), { text: '' }),
  ],
  partField: [
    body(user({ file_data: { file_uri: 'https://example.org/a' } })),
    body(user({ text: 'Hello.', id: 'p1' })),
  ],
  mediaType: [file('image/png', png), file('image/gif', 'R0lGODlh')],
  fileData: [file('image/png', png), file('image/png', `data:image/png;base64,${png}`)],
  functionCallTurn: [
    loop([call()], response()),
    body(hello, model({ text: 'Hm.' }), model(call()), user(response())),
  ],
  functionResponseTurn: [
    loop([call()], response()),
    body(hello, model({ text: 'Hi.' }), user(response())),
  ],
  functionResponseCount: [
    loop([call(), call({}, {})], response(), response()),
    loop([call(), call({}, {})], response()),
  ],
  functionName: [loop([call()], response()), loop([call()], response({ name: '' }))],
  functionStruct: [loop([call()], response()), loop([call()], response({ response: ['seen'] }))],
  thoughtSignature: [
    body(...loop([call({}, {})], response()).contents, model({ text: 'Done.' }), hello),
    body(...loop([call()], response()).contents, model(call({}, {})), user(response())),
  ],
});
