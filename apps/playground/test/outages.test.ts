/** The page without its server or its network, in every state of a run. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../src/demo-api.ts';
import { ask, button, demo, inState, messages, open } from './demo-page.ts';

/** Kills the server, and waits until the page is connected to the next process. */
async function killServer(page: Page): Promise<void> {
  const { pid } = await demo.info();
  await button(page, 'Kill the server').click();
  const connection = page.getByTestId('connection');
  await connection.getByText('Connection lost, trying again…').waitFor();
  await connection.getByText('Connected').waitFor();
  expect((await demo.info()).pid).not.toBe(pid);
}

/** A stream that stands still, and then a long wait, because a busy machine may miss that of 1 to 2 s after a loss. */
const stalling: Fault[] = [
  { kind: 'stall', afterTokens: 8 },
  { kind: 'status', status: 429, retryAfterSeconds: 30 },
];

const waits = (page: Page) =>
  page
    .getByText(/^Rate limited, retry/)
    .first()
    .waitFor();

const asking: Fault = { kind: 'toolCall', name: 'ask_human', arguments: { question: 'Which?' } };

describe('a server that is killed', () => {
  it('in mid-stream: the partial message is gone, and the answer is complete', async () => {
    const page = await open({ losesServer: true });
    await demo.plan(stalling);
    await ask(page);
    await page.getByText(/^Sunlight looks white/).waitFor();
    await killServer(page);
    await waits(page);
    await button(page, 'Retry now').click();
    await inState(page, 'completed');
    const [, answer] = await messages(page);
    expect(answer?.match(/Sunlight looks white/g)).toHaveLength(1);
  });

  it('in mid-stream: the page says that its content is out of date, and shows no progress', async () => {
    const page = await open({ losesServer: true });
    await demo.plan(stalling);
    await ask(page);
    const words = page.locator('.step .markdown > :last-child');
    await words.getByText(/^Sunlight looks white/).waitFor();
    const caret = () => words.evaluate((node) => getComputedStyle(node, '::after').content);
    expect(await caret()).toBe('""');

    await button(page, 'Kill the server').click();
    const note = page.getByText('No connection. This is how it stood last.');
    await note.waitFor();
    await page.getByRole('navigation').getByText('no connection').waitFor();
    expect(await caret()).toBe('none');

    await waits(page);
    await expect.poll(() => note.count()).toBe(0);
    await page.getByRole('navigation').getByText('retries').waitFor();
    await button(page, 'Cancel').click();
    await inState(page, 'cancelled');
  });

  it('while the run is parked: the deadline stays the same', async () => {
    const page = await open({ losesServer: true });
    await demo.plan([{ kind: 'status', status: 429, retryAfterSeconds: 90 }]);
    await ask(page);
    await inState(page, 'parked');
    const line = page.getByText(/^Rate limited, paused until/).first();
    const before = await line.textContent();
    await killServer(page);
    expect(await line.textContent()).toBe(before);
    await button(page, 'Cancel').click();
    await inState(page, 'cancelled');
  });

  it('while the run awaits input: it still does, and takes the answer', async () => {
    const page = await open({ losesServer: true });
    await demo.plan([asking]);
    await ask(page);
    await inState(page, 'awaitingInput');
    await killServer(page);
    await page.getByRole('textbox', { name: 'Which?' }).fill('This one');
    await button(page, 'Answer').click();
    await inState(page, 'completed');
  });

  it('with a prompt in the queue: both are answered, in order', async () => {
    const page = await open({ losesServer: true });
    await demo.plan(stalling);
    await ask(page, 'Why is the sky blue?');
    await page.getByText(/^Sunlight looks white/).waitFor();
    await ask(page, 'Why do retries help?');
    await inState(page, 'queued');
    await killServer(page);
    await waits(page);
    await button(page, 'Retry now').click();
    await expect.poll(() => messages(page), { timeout: 30_000 }).toHaveLength(4);
    await expect
      .poll(async () => (await messages(page)).at(-1), { timeout: 20_000 })
      .toContain('A retry is worth');
  });

  it('after the answer: it is kept, and the next prompt is answered', async () => {
    const page = await open({ losesServer: true });
    await ask(page);
    await inState(page, 'completed');
    await killServer(page);
    await ask(page, 'Why do retries help?');
    await expect.poll(() => messages(page), { timeout: 20_000 }).toHaveLength(4);
  });
});

it('a page that was offline catches up when it is online again', async () => {
  const page = await open({ losesServer: true });
  const second = await open({ losesServer: true });
  await second.goto(page.url());
  await page.context().setOffline(true);
  await ask(second);
  await inState(second, 'completed');
  await page.context().setOffline(false);
  await expect.poll(() => messages(page), { timeout: 20_000 }).toHaveLength(2);
  expect(await messages(page)).toEqual(await messages(second));
});

it('a page that is online again drops the problem, and sends the text that was kept', async () => {
  const page = await open({ losesServer: true });
  await page.context().setOffline(true);
  await ask(page);
  const problem = page.getByText('The server does not answer. Try again in a moment.');
  await problem.waitFor();
  await page.context().setOffline(false);
  await expect.poll(() => problem.count()).toBe(0);
  await page.locator('.composer').getByRole('textbox').press('Enter');
  await inState(page, 'completed');
  const own = page.getByRole('navigation').locator('[aria-current]');
  await own.getByText('answered').waitFor();
});
