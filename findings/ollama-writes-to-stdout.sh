#!/bin/sh
# ollama 0.6.4 (the client for JavaScript): an answer with an error status whose body is no JSON, such as a proxy's page,
# makes the client write `Getting text from response` to stdout with `console.log`, before it throws the error.
#
# Seen (Node 24.21.0):
#   stdout of the program: "Getting text from response\n", thrown: ResponseError 503
#
# A command that prints JSON on stdout, or speaks a protocol there (MCP and ACP over stdio do), has a line in it that is
# neither.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node@24.21.0 ollama@0.6.4
cat > look.mjs <<'JS'
import { Ollama } from 'ollama';

const fetch = async () => new Response('<html>Service Unavailable</html>', { status: 503, headers: { 'content-type': 'text/html' } });
const client = new Ollama({ host: 'http://127.0.0.1:11434', fetch });
await client.chat({ model: 'm', messages: [{ role: 'user', content: 'Hi' }], stream: true }).then(
  () => process.exit(2),
  (error) => console.error(`thrown: ${error.name} ${error.status_code}`),
);
JS
out=$(node_modules/.bin/node look.mjs 2>err.txt)
echo "stdout of the program: $out"
cat err.txt
test "$out" = 'Getting text from response'
