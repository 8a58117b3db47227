/** What stays in the process (G10): keys always, content unless it was asked for. */
import type { Scene } from '@perdure/providers/scripted';
import { httpError, scripted } from '@perdure/providers/scripted';
import { expect, it } from 'vitest';
import { receive } from './receiver.ts';
import { type Host, patience, world } from './world.ts';

const key = 'sk-canary-0123456789abcdef';
/** A key that only the name beside it tells. */
const named = 'Zq8Wm3Kx7Lp2';
const words = ['prompt', 'reasoning', 'input', 'result', 'question', 'answer', 'text'].map(
  (word) => `canary-${word}`,
);

const scenes: [Scene, ...Scene[]] = [
  [httpError(503, `Bad gateway for ${key}`)],
  [
    { type: 'reasoning', text: 'canary-reasoning' },
    {
      type: 'toolCall',
      id: 'c1',
      name: 'pay',
      input: { to: 'canary-input', key, headers: ['x-api-key', named], 'x-auth-key': named },
    },
    { type: 'toolResult', id: 'c1', name: 'pay', output: { paid: 'canary-result' } },
    { type: 'ask', question: { text: 'canary-question' } },
  ],
  [
    { type: 'text', text: `canary-text ${key}` },
    { type: 'finish', reason: 'stop' },
  ],
];

async function play({ runtime }: Host) {
  const run = await runtime.thread('t1').start({ prompt: `canary-prompt ${key}`, runId: 'r1' });
  await expect.poll(() => run.getSnapshot().value, patience).toBe('awaitingInput');
  await run.send({ type: 'run.answer', answer: { text: 'canary-answer' } });
  await run.done();
}

it('content is left out, live and from the log, and marked as left out', async () => {
  const host = await world()(scripted(...scenes));
  const live = receive(host.inspector);
  await play(host);
  const late = receive(host.inspector);
  for (const received of [live, late]) {
    await received.reaches('r1', 'completed');
    const wire = JSON.stringify(received.messages);
    expect(wire).not.toMatch(/canary/);
    expect(wire).toContain('Bad gateway for [redacted]');
    expect(received.states('r1')).toContain('awaitingInput');
    expect(wire).toContain('"question":"[left out]"');
  }
});

it('content is sent if it was asked for, without the keys in it', async () => {
  const host = await world()(scripted(...scenes), { content: true });
  const received = receive(host.inspector);
  await play(host);
  await received.reaches('r1', 'completed');
  const wire = JSON.stringify(received.messages);
  expect(words.filter((word) => !wire.includes(word))).toEqual([]);
  expect(wire).not.toContain(key);
  expect(wire).not.toContain(named);
});
