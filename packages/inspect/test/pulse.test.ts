/** Receivers that are gone without a goodbye: they are pinged, and their places are given back. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { answer, hang, scripted } from '@perdure/providers/scripted';
import { expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { Inspector } from '../src/index.ts';
import { world } from './world.ts';

const places = 16;
const pingMs = 3_000;

/** A world whose pings are sent when the test says so. */
async function inspector(): Promise<Inspector> {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  return (await world()(scripted(answer('Blue.')))).inspector;
}

async function receiver({ socketUrl }: Inspector): Promise<WebSocket> {
  const socket = new WebSocket(socketUrl);
  onTestFinished(() => socket.terminate());
  await once(socket, 'open');
  return socket;
}

/** A receiver that reads nothing, and so answers no ping. */
async function silent(from: Inspector): Promise<WebSocket> {
  const socket = await receiver(from);
  socket.pause();
  return socket;
}

/** The status with which a newcomer is answered: 101 if it is let in. */
async function newcomer({ socketUrl }: Inspector): Promise<number | undefined> {
  const socket = new WebSocket(socketUrl);
  onTestFinished(() => socket.terminate());
  return new Promise((resolve) => {
    socket.on('error', () => {});
    socket.on('open', () => resolve(101));
    socket.on('unexpected-response', (_, { statusCode }) => resolve(statusCode));
  });
}

const all = (make: () => Promise<WebSocket>) =>
  Promise.all(Array.from({ length: places }, () => make()));

it('who has missed two pings gives its place to a newcomer', async () => {
  const from = await inspector();
  await all(() => silent(from));
  vi.advanceTimersByTime(2 * pingMs - 1);
  expect(await newcomer(from)).toBe(503);
  vi.advanceTimersByTime(1);
  expect(await newcomer(from)).toBe(101);
  expect(await newcomer(from)).toBe(101);
});

it('who answers keeps its place', async () => {
  const from = await inspector();
  const receivers = await all(() => receiver(from));
  for (let ping = 0; ping < 12; ping++) {
    const pinged = Promise.all(receivers.map((socket) => once(socket, 'ping')));
    vi.advanceTimersByTime(pingMs);
    await pinged;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(await newcomer(from)).toBe(503);
  expect(receivers.every(({ readyState }) => readyState === WebSocket.OPEN)).toBe(true);
});

it('who has answered nothing for half a minute is disconnected, and then nothing is pinged', async () => {
  const from = await inspector();
  const socket = await silent(from);
  vi.advanceTimersByTime(10 * pingMs);
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(pingMs);
  expect(vi.getTimerCount()).toBe(0);
  socket.resume();
  expect((await once(socket, 'close'))[0]).toBe(1006);
});

it('nothing is pinged once the inspector is closed', async () => {
  const from = await inspector();
  await receiver(from);
  expect(vi.getTimerCount()).toBe(1);
  await from.close();
  await expect.poll(() => vi.getTimerCount()).toBe(0);
});

it('a refused socket is closed, also if its other end stays', async () => {
  const { inspector: from } = await world()(scripted([hang]));
  const { port } = new URL(from.url);
  const socket: Socket = connect({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true });
  onTestFinished(() => void socket.destroy());
  socket.write(
    'GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  );
  expect(String((await once(socket, 'data'))[0])).toContain('421');
  await from.close();
});
