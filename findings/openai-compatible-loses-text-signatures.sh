#!/bin/sh
# @ai-sdk/openai-compatible 3.0.92: a thought signature that Gemini attaches to a tool call (`extra_content`) becomes
# provider metadata; the same field on a piece of text is dropped, also within one call of streamText.
#
# Seen (Node 24.21.0):
#   tool call: {"any":{"thoughtSignature":"Y2FsbA=="}}
#   text: undefined
#
# Who records what a model said can give the signature of a call back to Gemini through its OpenAI-compatible endpoint,
# and that of a text not. Source: src/chat/openai-compatible-chat-language-model.ts of the package.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node@24.21.0 @ai-sdk/openai-compatible@3.0.92
cat > look.mjs <<'JS'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';

const signed = (signature) => ({ google: { thought_signature: signature } });
const chunk = (delta, finish_reason = null) =>
  `data: ${JSON.stringify({ id: 'c', choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
const call = {
  index: 0, id: 'c1', type: 'function', function: { name: 'look', arguments: '{}' }, extra_content: signed('Y2FsbA=='),
};
const body =
  chunk({ role: 'assistant', content: 'Looking.', extra_content: signed('dGV4dA==') }) +
  chunk({ tool_calls: [call] }) + chunk({}, 'tool_calls') + 'data: [DONE]\n\n';
const fetch = async () => new Response(body, { headers: { 'content-type': 'text/event-stream' } });
const model = createOpenAICompatible({ name: 'any', baseURL: 'http://127.0.0.1/v1', fetch })('gemini');
const { stream } = await model.doStream({ prompt: [{ role: 'user', content: [{ type: 'text', text: 'Look.' }] }] });
let ofText;
let ofCall;
for await (const part of stream) {
  if (part.type.startsWith('text')) ofText ??= part.providerMetadata;
  if (part.type === 'tool-call') ofCall = part.providerMetadata;
}
console.log(`tool call: ${JSON.stringify(ofCall)}\ntext: ${JSON.stringify(ofText)}`);
if (!JSON.stringify(ofCall)?.includes('Y2FsbA==') || ofText !== undefined) process.exit(1);
JS
node_modules/.bin/node look.mjs
