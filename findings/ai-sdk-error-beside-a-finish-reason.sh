#!/bin/sh
# @ai-sdk/openai 4.0.118: a chunk of Chat Completions that has both `error` and
# `finish_reason: "error"`, as OpenRouter documents for an error in mid-stream, gives no error part. What the service has
# said of the failure is lost, and the finish says `other`. @ai-sdk/openai-compatible 3.0.92 gives the part and `error`.
#
# Seen (Node 24.21.0):
#   openai: stream-start, response-metadata, text-start, text-delta, text-delta, text-end, finish other
#   openai-compatible: stream-start, response-metadata, text-start, text-delta, error, text-end, finish error
#
# Who waits for an error part to learn that an answer is broken takes such an answer for whole, or does not know why.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node@24.21.0 @ai-sdk/openai@4.0.118 @ai-sdk/openai-compatible@3.0.92
cat > look.mjs <<'JS'
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';

const chunk = (delta, rest) => `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: null, ...rest?.choice }], ...rest?.top })}\n\n`;
const body = [
  chunk({ role: 'assistant', content: 'Hello' }),
  chunk({ content: '' }, { choice: { finish_reason: 'error' }, top: { error: { code: 'server_error', message: 'Provider disconnected unexpectedly' } } }),
  'data: [DONE]\n\n',
].join('');
const fetch = async () => new Response(body, { headers: { 'content-type': 'text/event-stream' } });
const models = {
  openai: createOpenAI({ apiKey: 'none', fetch }).chat('m'),
  'openai-compatible': createOpenAICompatible({ name: 'c', baseURL: 'http://localhost/v1', fetch })('m'),
};
const seen = {};
for (const [name, model] of Object.entries(models)) {
  const { stream } = await model.doStream({ prompt: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }] });
  seen[name] = [];
  for await (const part of stream) seen[name].push(part.type === 'finish' ? `finish ${part.finishReason.unified}` : part.type);
  console.log(`${name}: ${seen[name].join(', ')}`);
}
if (seen.openai.includes('error') || !seen['openai-compatible'].includes('error')) process.exit(1);
JS
node_modules/.bin/node look.mjs
