/** The stream over HTTP: numbered, and resumed anywhere, also in the middle of a message (G8). */
import { type LedProvider, ledProvider } from '@perdure/testkit/provider';
import { emptyView, fold, type StreamItem, textOf } from '@perdure/thread';
import { describe, expect, it } from 'vitest';
import { type Frame, raw, readFrames, type Served, serve } from './server.ts';

const has = (type: string) => (frames: Frame[]) => frames.some(({ data }) => data.type === type);
const textIn = (frames: Frame[]) =>
  frames
    .map(({ data }) => (data.type === 'message.delta' ? (data.part as { text: string }).text : ''))
    .join('');
const view = (frames: Frame[]) =>
  frames.map(({ data }) => data as unknown as StreamItem).reduce(fold, emptyView('t1'));

type Led = Served & { tell: LedProvider['send'] };

async function writing(): Promise<Led> {
  const { provider, send: tell } = ledProvider();
  const served = await serve(provider);
  await served.runtime.thread('t1').start({ prompt: 'Why?' });
  tell({ type: 'text', text: 'The sky ' }, { type: 'text', text: 'is blue' });
  await readFrames(served, (frames) => textIn(frames) === 'The sky is blue');
  return { ...served, tell };
}

const finish = ({ tell }: Led) =>
  tell({ type: 'text', text: 'mostly.' }, { type: 'finish', reason: 'stop' });

describe('a reader', () => {
  it('that comes in the middle of a message is given the text so far, and then the rest', async () => {
    const served = await writing();
    served.tell({ type: 'text', text: ', ' });
    const frames = await readFrames(served, has('run.completed'), {
      onFirst: () => finish(served),
    });
    expect(textIn(frames)).toBe('The sky is blue, mostly.');
    expect(view(frames).messages.map(textOf)).toEqual(['Why?', 'The sky is blue, mostly.']);
  });

  it('that resumes in the middle of a message misses nothing and sees nothing twice', async () => {
    const served = await writing();
    const first = await readFrames(served, (frames) => textIn(frames).length > 0);
    const seen = textIn(first);
    const last = first.at(-1)?.id ?? '';
    expect(last).toMatch(/^4:[\w-]+:0:\d+$/);

    // It is joined in the middle: a first word proves it, before the rest is said.
    const onFirst = () => finish(served);
    served.tell({ type: 'text', text: ', ' });
    const second = await readFrames(served, has('run.completed'), { lastEventId: last, onFirst });
    expect(seen + textIn(second)).toBe('The sky is blue, mostly.');
    expect(second.filter(({ data }) => 'seq' in data).map(({ data }) => data.seq)).toEqual([5, 6]);
    expect(view([...first, ...second]).messages.map(textOf)).toEqual([
      'Why?',
      'The sky is blue, mostly.',
    ]);
  });

  it('that resumes after any number is given exactly what follows', async () => {
    const served = await writing();
    served.tell({ type: 'finish', reason: 'stop' });
    const all = (await readFrames(served, has('run.completed'))).filter(
      ({ data }) => 'seq' in data,
    );
    expect(all.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5', '6']);
    for (let after = 0; after < 6; after++) {
      const rest = await readFrames(served, has('run.completed'), { lastEventId: `${after}` });
      expect(rest).toEqual(all.slice(after));
    }
  });

  it('whose place the log has never had is told so, with a 410', async () => {
    const served = await writing();
    const { status, text } = await raw(served, { headers: { 'last-event-id': '99' } });
    expect([status, JSON.parse(text).code]).toEqual([410, 'unknown-position']);
  });
});
