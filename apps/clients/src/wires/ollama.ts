/** Ollama's chat: one JSON object a line. */
import { chat } from './chat.ts';
import { pieces, utf8, type Wire } from './wire.ts';

const line = (value: object) => utf8(`${JSON.stringify(value)}\n`);
const chunk = (content: string, more: object = { done: false }) =>
  line({
    model: 'any',
    created_at: '2026-11-29T10:00:00Z',
    message: { role: 'assistant', content },
    ...more,
  });
const end = (done_reason: string) => [
  chunk('', { done: true, done_reason, prompt_eval_count: 9, eval_count: 3 }),
];
const refusal = (status: number, error: string) => ({ status, body: { error } });

export const ollama: Wire = {
  contentType: 'application/x-ndjson',
  said: pieces.map((text) => chunk(text)),
  ends: { stop: end('stop'), length: end('length'), filter: end('stop') },
  errorFrames: [
    {
      bytes: line({ error: 'an error was encountered while running the model: unexpected EOF' }),
      kinds: ['serverError', 'brokenStream'],
    },
  ],
  brokenFrame: utf8('{"model":"any","message":{"role":"assistant","content":" bro\n'),
  asides: [utf8('\n')],
  refusals: {
    rateLimit: refusal(429, 'too many concurrent requests'),
    server: refusal(500, 'llama runner process has terminated: exit status 2'),
    overloaded: refusal(503, 'server busy, please try again. maximum pending requests exceeded'),
    auth: refusal(401, 'unauthorized'),
    context: refusal(400, 'the input length exceeds the context length'),
    quota: refusal(
      429,
      'you have reached your weekly usage limit, upgrade for higher limits: https://ollama.com/upgrade',
    ),
  },
  resetHeaders: chat.resetHeaders,
};
