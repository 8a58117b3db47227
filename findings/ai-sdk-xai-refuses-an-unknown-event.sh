#!/bin/sh
# @ai-sdk/xai 5.0.12: an event of the Responses API whose type its schema does not know gives an error part,
# `AI_TypeValidationError`, and the answer goes on behind it and ends with `stop`. @ai-sdk/openai 4.0.118, on the same
# bytes, passes over the event. The text of the error is longer than 40,000 characters for an event of 76, because it
# lists each member of the union.
#
# Seen (Node 24.21.0):
#   xai: error parts 1, text Hello., finish stop, message over 40000 characters true
#   openai: error parts 0, text Hello., finish stop
#
# Who throws at an error part loses a whole answer to an event that a newer service or a proxy adds; who stores or reads
# the text of the error needs a bound.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node@24.21.0 @ai-sdk/openai@4.0.118 @ai-sdk/xai@5.0.12
cat > look.mjs <<'JS'
import { createOpenAI } from '@ai-sdk/openai';
import { createXai } from '@ai-sdk/xai';

const response = { id: 'r', object: 'response', created_at: 1, model: 'm', output: [], status: 'in_progress' };
const item = { id: 'i', type: 'message', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: 'Hello.', annotations: [] }] };
const events = [
  { type: 'response.created', response },
  { type: 'response.output_item.added', output_index: 0, item: { ...item, status: 'in_progress', content: [] } },
  { type: 'response.content_part.added', item_id: 'i', output_index: 0, content_index: 0, part: { type: 'output_text', text: '', annotations: [] } },
  { type: 'response.output_text.delta', item_id: 'i', output_index: 0, content_index: 0, delta: 'Hello.' },
  { type: 'response.vendor.progress', progress: 0.5 },
  { type: 'response.output_text.done', item_id: 'i', output_index: 0, content_index: 0, text: 'Hello.' },
  { type: 'response.output_item.done', output_index: 0, item },
  { type: 'response.completed', response: { ...response, status: 'completed', output: [item], usage: { input_tokens: 1, input_tokens_details: { cached_tokens: 0 }, output_tokens: 1, output_tokens_details: { reasoning_tokens: 0 }, total_tokens: 2 } } },
];
const body = events.map((event, sequence_number) => `event: ${event.type}\ndata: ${JSON.stringify({ sequence_number, ...event })}\n\n`).join('');
const fetch = async () => new Response(body, { headers: { 'content-type': 'text/event-stream' } });
const models = { xai: createXai({ apiKey: 'none', fetch })('m'), openai: createOpenAI({ apiKey: 'none', fetch })('m') };
const seen = {};
for (const [name, model] of Object.entries(models)) {
  const { stream } = await model.doStream({ prompt: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }] });
  const parts = [];
  for await (const part of stream) parts.push(part);
  const errors = parts.filter(({ type }) => type === 'error');
  const text = parts.filter(({ type }) => type === 'text-delta').map(({ delta }) => delta).join('');
  const long = errors.map(({ error }) => error.message.length > 40_000);
  seen[name] = `error parts ${errors.length}, text ${text}, finish ${parts.at(-1).finishReason?.unified}${long.map((is) => `, message over 40000 characters ${is}`).join('')}`;
  console.log(`${name}: ${seen[name]}`);
}
if (seen.xai !== 'error parts 1, text Hello., finish stop, message over 40000 characters true') process.exit(1);
if (seen.openai !== 'error parts 0, text Hello., finish stop') process.exit(1);
JS
node_modules/.bin/node look.mjs
