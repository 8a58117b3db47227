#!/bin/sh
# @ai-sdk/anthropic 4.0.105: every streamed answer begins with a part of type `custom`, kind `anthropic.message_start`,
# before the model has said anything. It carries the usage of the request.
#
# Seen (Node 24.21.0):
#   stream-start, response-metadata, custom anthropic.message_start, text-start, text-delta, text-end, finish
#
# Who takes each part that is not known for something the model said records an empty answer where a person stopped it
# before its first word, and sends that back in the next request.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node@24.21.0 @ai-sdk/anthropic@4.0.105
cat > look.mjs <<'JS'
import { createAnthropic } from '@ai-sdk/anthropic';

const event = (data) => `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
const body = [
  { type: 'message_start', message: { id: 'm', type: 'message', role: 'assistant', model: 'claude', content: [], stop_reason: null, usage: { input_tokens: 9, output_tokens: 1 } } },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hello.' } },
  { type: 'content_block_stop', index: 0 },
  { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 5 } },
  { type: 'message_stop' },
].map(event).join('');
const fetch = async () => new Response(body, { headers: { 'content-type': 'text/event-stream' } });
const model = createAnthropic({ apiKey: 'none', fetch })('claude-sonnet-4-5');
const { stream } = await model.doStream({ prompt: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }] });
const parts = [];
for await (const part of stream) parts.push(part.kind === undefined ? part.type : `${part.type} ${part.kind}`);
console.log(parts.join(', '));
if (!parts.includes('custom anthropic.message_start')) process.exit(1);
JS
node_modules/.bin/node look.mjs
