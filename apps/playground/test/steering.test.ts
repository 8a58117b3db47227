/** Edits and regenerations, the timeline, tools, and accessibility: keyboard, colours, width. */
import { runStates } from '@perdure/run/words';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { createMachine } from 'xstate';
import { violations } from './axe.ts';
import { ask, button, demo, inState, messages, open, question } from './demo-page.ts';

const threadLinks = (page: Page) => page.getByRole('navigation').getByRole('link');

describe('a prompt and its answer', () => {
  it('are replaced by an edited prompt and its answer', async () => {
    const page = await open();
    await ask(page);
    await inState(page, 'completed');
    await button(page, 'Edit').click();
    const editor = page.getByRole('textbox', { name: 'Edit the message' });
    await editor.fill('Why do retries help?');
    await editor.press('Enter');
    await expect.poll(async () => (await messages(page)).join()).toContain('A retry is worth');
    expect(await messages(page)).toEqual([
      expect.stringContaining('Why do retries help?'),
      expect.stringContaining('A retry is worth'),
    ]);
    expect((await demo.requests()).at(-1)?.messages).toHaveLength(1);
  });

  it('are regenerated, and the first answer is gone', async () => {
    const page = await open();
    await ask(page);
    await inState(page, 'completed');
    const before = (await demo.requests()).length;
    await button(page, 'Answer again').click();
    await expect.poll(async () => (await demo.requests()).length).toBe(before + 1);
    await inState(page, 'completed');
    expect(await messages(page)).toHaveLength(2);
  });

  it('have a timeline, with the discarded half of the answer', async () => {
    const page = await open();
    await button(page, 'Cut mid-stream').click();
    await ask(page);
    await inState(page, 'retrying');
    await button(page, 'Retry now').click();
    await inState(page, 'completed');
    await page.getByText('2 attempts').click();
    const attempts = page.locator('.timeline li');
    await attempts.first().getByText('Answer cut off').waitFor();
    await attempts.first().getByText('half an answer discarded').click();
    await attempts
      .first()
      .getByText(/^Sunlight looks white/)
      .waitFor();
    await attempts.last().getByText('answered').waitFor();
  });

  it('are found in the list of threads, also by a second tab', async () => {
    const page = await open();
    await ask(page, 'Which thread is this?');
    await inState(page, 'completed');
    const own = threadLinks(page).filter({ hasText: 'Which thread is this?' });
    await own.getByText(/answered/).waitFor();
    expect(await own.getAttribute('aria-current')).toBe('page');
    await button(page, 'New thread').click();
    await expect.poll(() => page.getByRole('article').count()).toBe(0);

    const second = await open();
    await threadLinks(second).filter({ hasText: 'Which thread is this?' }).click();
    await expect.poll(() => messages(second)).toHaveLength(2);
  });
});

describe('the page, accessible to everybody', () => {
  it.each([
    { colorScheme: 'light' },
    { colorScheme: 'dark' },
    { locale: 'zh-CN' },
    { locale: 'de' },
    { width: 360 },
  ] as const)('has no violations, with %o', async (options) => {
    const page = await open(options);
    expect(await violations(page)).toEqual([]);
    await demo.plan([
      { kind: 'status', status: 503 },
      { kind: 'status', status: 401 },
    ]);
    await ask(page);
    await inState(page, 'retrying');
    expect(await violations(page)).toEqual([]);
    await inState(page, 'failed');
    await page.getByText(/2 attempts|2 次尝试|2 Versuche/).click();
    expect(await violations(page)).toEqual([]);
  });

  it('has no violations in its drawers and in the form that unfolds there', async () => {
    const page = await open({ width: 360 });
    await button(page, 'Threads').click();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await button(page, 'Test bench').click();
    await button(page, 'Cut mid-stream').click();
    await page.getByText('Your own numbers').click();
    await page.getByLabel('HTTP status').fill('1');
    expect(await violations(page)).toEqual([]);
  });

  it('leaves the narrow page to the conversation', async () => {
    const page = await open({ width: 360 });
    await ask(page);
    await inState(page, 'completed');
    const first = await page.getByRole('article').first().boundingBox();
    const header = await page.getByRole('banner').boundingBox();
    expect(first?.y).toBeGreaterThan((header?.y ?? 0) + (header?.height ?? 0));
    expect(await page.getByRole('complementary').count()).toBe(0);
  });

  it('can be used without a mouse', async () => {
    const page = await open();
    await demo.plan([{ kind: 'status', status: 429, retryAfterSeconds: 90 }]);
    await page.getByRole('textbox', { name: 'Message' }).focus();
    await page.keyboard.type(question);
    await page.keyboard.press('Enter');
    await inState(page, 'parked');
    await tabTo(page, 'Retry now');
    await page.keyboard.press('Enter');
    await inState(page, 'completed');
    await tabTo(page, 'Edit');
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    // The focus moves on when the editor closes.
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  });

  it('keeps the colours that were chosen', async () => {
    const page = await open();
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await page.getByLabel('Colours').selectOption('Dark');
    expect(await ground()).not.toBe(light);
    await page.reload();
    await expect.poll(ground).not.toBe(light);
    await page.getByLabel('Colours').selectOption('System');
    await expect.poll(ground).toBe(light);
  });

  it('never scrolls sideways, however narrow', async () => {
    const page = await open({ width: 320 });
    await demo.plan([{ kind: 'status', status: 503 }]);
    await ask(page, 'x'.repeat(300));
    await inState(page, 'completed');
    const overflow = () =>
      page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
    expect(await overflow()).toBe(0);
  });
});

/** Presses Tab until the button of that name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => document.activeElement?.textContent?.trim());
    if (focused === name) return;
  }
  throw new Error(`No button '${name}' can be reached by keyboard.`);
}

describe('a tool', () => {
  it('acts once, though the answer after it is cut and the server is killed', async () => {
    const page = await open({ losesServer: true });
    await demo.plan([
      { kind: 'toolCall', name: 'send_receipt', arguments: { to: 'a@example.com', amount: 5 } },
      { kind: 'cut', afterTokens: 5 },
      { kind: 'status', status: 503, retryAfterSeconds: 3 },
    ]);
    await ask(page);
    await inState(page, 'retrying');
    await button(page, 'Retry now').click();
    await page.getByText(/^Provider overloaded, retry 2 of 10 · \d s$/).waitFor();
    await button(page, 'Kill the server').click();
    await inState(page, 'completed');
    const effects = page.getByRole('region', { name: 'What tools have done' });
    await effects.getByText('A receipt over 5.00 was sent to a@example.com.').waitFor();
    expect(await effects.getByRole('listitem').allInnerTexts()).toEqual([
      'A receipt over 5.00 was sent to a@example.com. called once',
    ]);
  });

  it('asks in words, and the run goes on with the answer', async () => {
    const page = await open();
    await demo.plan([
      { kind: 'toolCall', name: 'ask_human', arguments: { question: 'Which blue?' } },
    ]);
    await ask(page);
    await inState(page, 'awaitingInput');
    await page.reload();
    await inState(page, 'awaitingInput');
    expect(await page.locator('main').getByRole('textbox').count()).toBe(1);
    await page.getByRole('textbox', { name: 'Which blue?' }).fill('Azure');
    await button(page, 'Answer').click();
    await inState(page, 'completed');
    expect(await page.locator('.timeline').count()).toBe(0);
    expect(JSON.stringify((await demo.requests()).at(-1)?.messages)).toContain('Azure');
  });

  it('takes what is typed into the composer for the answer', async () => {
    const page = await open();
    await demo.plan([
      { kind: 'toolCall', name: 'ask_human', arguments: { question: 'Which blue?' } },
    ]);
    await ask(page);
    await inState(page, 'awaitingInput');
    await ask(page, 'Navy');
    await inState(page, 'completed');
    expect(await page.getByTestId('run-status').count()).toBe(1);
    expect(JSON.stringify((await demo.requests()).at(-1)?.messages)).toContain('Navy');
  });

  it.each([
    ['Allow', ['Allow.txt was deleted.'], 'Called delete_file'],
    ['Refuse', [], 'delete_file was refused'],
  ] as const)('acts only if it is allowed to: %s', async (choice, done, told) => {
    const page = await open();
    const path = `${choice}.txt`;
    await demo.plan([{ kind: 'toolCall', name: 'delete_file', arguments: { path } }]);
    await ask(page);
    await inState(page, 'awaitingInput');
    const calls = page.locator('.tool summary');
    expect(await calls.allInnerTexts()).toEqual(['Wants to call delete_file']);
    await button(page, choice).click();
    await inState(page, 'completed');
    expect(await calls.first().textContent()).toBe(told);
    const effects = await demo.effects();
    expect(effects.flatMap((effect) => (effect.input.path === path ? [effect.done] : []))).toEqual(
      done,
    );
  });
});

it('the same thread in assistant-ui sends, streams and asks again', async () => {
  const page = await open();
  await ask(page);
  await inState(page, 'completed');
  await page.getByRole('link', { name: 'In assistant-ui' }).click();
  const turns = page.locator('.assistant-message');
  await expect.poll(() => turns.allInnerTexts()).toHaveLength(2);
  await page.getByRole('textbox', { name: 'Message' }).fill('And why do retries help?');
  await button(page, 'Send').click();
  await expect.poll(async () => (await turns.allInnerTexts()).join()).toContain('A retry is worth');
  await expect.poll(() => turns.count()).toBe(4);
  await page.getByRole('link', { name: 'In the playground' }).click();
  await expect.poll(() => messages(page)).toHaveLength(4);
});

it('a run that asks or waits is gone on with in assistant-ui, too', async () => {
  const page = await open();
  await page.getByRole('link', { name: 'In assistant-ui' }).click();
  const status = page.locator('.assistant-message [data-testid=run-status]');
  const write = async (text: string) => {
    await page.locator('.assistant-composer').getByRole('textbox').fill(text);
    await page.keyboard.press('Enter');
  };
  await demo.plan([{ kind: 'toolCall', name: 'delete_file', arguments: { path: 'x.txt' } }]);
  await write('Delete it.');
  await status.getByText('x.txt').waitFor();
  await button(page, 'Cancel').waitFor();
  await button(page, 'Refuse').click();
  await page.getByText('delete_file was refused').waitFor();
  await inState(page, 'completed');

  await demo.plan([
    { kind: 'toolCall', name: 'ask_human', arguments: { question: 'Which blue?' } },
    { kind: 'status', status: 503, retryAfterSeconds: 60 },
  ]);
  await write('Ask me.');
  await page.getByRole('textbox', { name: 'Which blue?' }).fill('Azure');
  await button(page, 'Answer').click();
  await button(page, 'Retry now').click();
  await expect.poll(() => page.getByText(/“Azure”/).count()).toBeGreaterThan(0);
  expect(await page.getByText('●').count()).toBe(0);
});

it('the thread goes on with the model that it had, also after a reload', async () => {
  const page = await open();
  await page.getByLabel('Model').selectOption('perdure-demo-mini');
  await ask(page);
  await inState(page, 'completed');
  expect(await page.locator('.answer-model').textContent()).toContain('perdure-demo-mini');
  await page.reload();
  await page.getByLabel('Model').waitFor();
  await expect.poll(() => page.getByLabel('Model').inputValue()).toBe('perdure-demo-mini');
  const before = (await demo.requests()).length;
  await button(page, 'Answer again').click();
  await expect.poll(async () => (await demo.requests()).length).toBe(before + 1);
  expect((await demo.requests()).at(-1)?.model).toBe('perdure-demo-mini');
});

it('the machine is copied as it is, and rebuilt from the copy', async () => {
  const page = await open();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await button(page, 'Copy the machine').click();
  await button(page, 'Copied').waitFor();
  const code = await page.evaluate(() => navigator.clipboard.readText());
  const config = JSON.parse(code.slice('createMachine('.length, -');'.length));
  expect(Object.keys(createMachine(config).states)).toEqual([...runStates]);
});
