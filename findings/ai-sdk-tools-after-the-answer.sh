#!/bin/sh
# ai 7.0.173: a tool begins when the model's answer has ended, and not when its call has come. After an answer that ended
# at its limit of tokens (`length`), a whole and valid call is not performed at all.
#
# Seen (Node 24.21.0):
#   stop: the tool began 1 time(s), after the end of the answer
#   length: the tool began 0 time(s)
#
# Who reads the stream and sees a call may think that its tool is at work. After a connection that was lost behind a
# call, it has not begun. Source: src/generate-text/execute-tools-from-stream.ts and
# is-tool-execution-allowed-finish-reason.ts of the package.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node@24.21.0 ai@7.0.173 zod@4.6.7
cat > look.mjs <<'JS'
import { isStepCount, streamText, tool } from 'ai';
import { z } from 'zod';

const usage = { inputTokens: { total: 1 }, outputTokens: { total: 1 } };
const seen = [];
for (const reason of ['stop', 'length']) {
  let began = 0;
  let hasEnded = false;
  let when = '';
  let calls = 0;
  const model = {
    specificationVersion: 'v4', provider: 'p', modelId: 'm', supportedUrls: {},
    async doStream() {
      calls += 1;
      const parts = calls > 1
        ? [{ type: 'text-start', id: '0' }, { type: 'text-delta', id: '0', delta: 'Done.' }, { type: 'text-end', id: '0' }]
        : [{ type: 'tool-call', toolCallId: 'c1', toolName: 'look', input: '{}' }];
      return {
        stream: new ReadableStream({
          async start(controller) {
            controller.enqueue({ type: 'stream-start', warnings: [] });
            for (const part of parts) controller.enqueue(part);
            await new Promise((resolve) => setTimeout(resolve, 300));
            if (calls === 1) hasEnded = true;
            controller.enqueue({ type: 'finish', finishReason: { unified: calls > 1 ? 'stop' : reason === 'stop' ? 'tool-calls' : 'length', raw: reason }, usage });
            controller.close();
          },
        }),
      };
    },
  };
  const look = tool({
    inputSchema: z.object({}),
    execute: () => {
      began += 1;
      when = hasEnded ? ', after the end of the answer' : ', before the end of the answer';
      return 'seen';
    },
  });

  for await (const _ of streamText({ model, tools: { look }, prompt: 'Look.', stopWhen: isStepCount(2) }).stream);
  seen.push(`${reason}: the tool began ${began} time(s)${when}`);
}
console.log(seen.join('\n'));
const expected = 'stop: the tool began 1 time(s), after the end of the answer\nlength: the tool began 0 time(s)';
if (seen.join('\n') !== expected) process.exit(1);
JS
node_modules/.bin/node look.mjs
