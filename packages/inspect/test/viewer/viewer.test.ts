/** The page with a hosted viewer in Chromium: it follows a run from one process to the next. */
import { answer, hang, scripted } from '@perdure/providers/scripted';
import { runStates } from '@perdure/run';
import type { StatelyInspectionEvent } from '@statelyai/inspect';
import { openBrowser } from 'perdure-tools/browser';
import { expect, it, onTestFinished } from 'vitest';
import { createMachine } from 'xstate';
import { patience, world } from '../world.ts';
import { serveViewer } from './serve.ts';

const statesIn = (received: StatelyInspectionEvent[]) =>
  received.flatMap((message) =>
    message.type === '@xstate.snapshot' ? [(message.snapshot as { value?: string }).value] : [],
  );

it('the viewer gets the run, and gets it again after a restart of the process', async () => {
  const open = world();
  const viewer = await serveViewer();
  const first = await open(scripted([hang]), { viewer });
  await first.runtime.thread('t1').start({ prompt: 'Why?', runId: 'r1' });
  await first.runtime.thread('t2').start({ prompt: 'Why?', runId: 'r2' });

  const browser = await openBrowser();
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(`${first.inspector.url}?run=r1`);
  const frame = page.frames().find((candidate) => candidate.url() === viewer);
  if (frame === undefined) throw new Error('The viewer was not framed.');
  const received = () => frame.evaluate(() => window.received);

  await expect
    .poll(async () => statesIn(await received()), patience)
    .toEqual(['queued', 'running']);
  const [actor] = await received();
  if (actor?.type !== '@xstate.actor') throw new Error('The actor must come first.');
  expect(Object.keys(createMachine(JSON.parse(actor.definition ?? '')).states)).toEqual(runStates);
  expect((await received()).every(({ sessionId }) => sessionId === 'r1')).toBe(true);
  expect(problems).toEqual([]);

  const { port } = new URL(first.inspector.url);
  await first.close();
  await open(scripted(answer('Blue.')), { viewer, port: Number(port) });
  await expect
    .poll(async () => statesIn(await received()), patience)
    .toEqual(['queued', 'running', 'queued', 'running', 'retrying', 'running', 'completed']);
});
