/** Events that the SDK's adapters do not know: an answer with one is whole, unless the event tells of the answer. */
import { describe, expect, it } from 'vitest';
import { whole } from '../wire/endpoint.ts';
import { sse } from '../wire/wire.ts';
import { message, says, text } from './frames.ts';
import { claude, compatible, talk } from './talk.ts';

/** The answer with the event before its end. */
const withEvent = ({ said, end }: ReturnType<typeof says>, event: object) =>
  whole({ said: [...said, sse(event)], end });

const chat = says('All.');
const anthropic = message([text('All.')], 'end_turn');

describe.each([
  ['Chat Completions', compatible, chat],
  ['Anthropic', claude, anthropic],
])('an unknown event of %s', (_, model, answer) => {
  it.each([{ type: 'keepalive' }, { type: 'vendor.progress', progress: 0.5 }])(
    'adds nothing: %j',
    async (event) => {
      const world = await talk(model, [withEvent(answer, event), whole(answer)]);
      expect(await world.ask()).toMatchObject({
        status: 'completed',
        retryCount: 0,
        output: { finishReason: 'stop' },
      });
    },
  );

  it.each([
    { type: 'vendor.piece', delta: { text: 'More.' } },
    { type: 'vendor.failure', reason: 'out of memory' },
    { type: 'vendor.end', message: 'The backend is gone.' },
    { kind: 'keepalive' },
  ])('that may tell of the answer fails the attempt: %j', async (event) => {
    const world = await talk(model, [withEvent(answer, event), whole(answer)]);
    expect(await world.ask()).toMatchObject({ status: 'completed', retryCount: 1 });
  });
});
