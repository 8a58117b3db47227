/** Closing the inspector, the store under it, and a receiver. */
import { once } from 'node:events';
import { answer, hang, scripted } from '@perdure/providers/scripted';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startInspector } from '../src/index.ts';
import { receive } from './receiver.ts';
import { world } from './world.ts';

it('disconnects its receivers and frees the port', async () => {
  const { inspector, store } = await world()(scripted([hang]));
  const receiver = new WebSocket(inspector.socketUrl);
  await once(receiver, 'open');
  const [[code]] = await Promise.all([once(receiver, 'close'), inspector.close()]);
  expect(code).toBe(1001);
  await inspector.close();

  const port = Number(new URL(inspector.url).port);
  const again = await startInspector({ store, port });
  await again.close();
});

it('does not wait for a receiver that stopped reading', async () => {
  const { inspector } = await world()(scripted([hang]));
  const receiver = new WebSocket(inspector.socketUrl);
  await once(receiver, 'open');
  receiver.pause();
  await inspector.close();
  receiver.terminate();
});

it('a store that was closed first is reported once', async () => {
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const { inspector, runtime } = await world()(scripted([hang]), { onError });
  await runtime.close();
  const receiver = new WebSocket(inspector.socketUrl);
  const [code, reason] = await once(receiver, 'close');
  expect([code, String(reason)]).toEqual([1011, 'The log can not be read.']);
  expect(errors).toHaveLength(1);
});

it('a receiver that disconnects affects neither the others nor the run', async () => {
  const { inspector, runtime } = await world()(scripted(answer('Blue.')));
  const received = receive(inspector);
  const gone = new WebSocket(inspector.socketUrl);
  await once(gone, 'open');
  gone.terminate();
  const run = await runtime.thread('t1').start({ prompt: 'Why?', runId: 'r1' });
  expect(await run.done()).toMatchObject({ status: 'completed' });
  await received.reaches('r1', 'completed');
});

it('can be started again after its port was taken', async () => {
  const { inspector, store } = await world()(scripted([hang]));
  const port = Number(new URL(inspector.url).port);
  await expect(startInspector({ store, port })).rejects.toMatchObject({ name: 'PortTakenError' });
  await inspector.close();
  const again = await startInspector({ store, port });
  expect(again.url).toBe(inspector.url);
  await again.close();
});
