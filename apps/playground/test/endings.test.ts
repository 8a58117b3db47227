/** Answers that are not whole, in a real Chromium: why they ended stands under them. */
import { connectThread } from '@perdure/http/client';
import { expect, it } from 'vitest';
import { ask, button, demo, inState, open } from './demo-page.ts';

it('an answer at the length limit says so, and a whole one says nothing', async () => {
  const page = await open();
  await button(page, 'Ends with length').click();
  await ask(page);
  await inState(page, 'completed');
  const status = page.getByTestId('run-status');
  await status.getByText('Answer cut off at the length limit').waitFor();
  await button(page, 'Answer again').click();
  await status.getByText('Answer cut off at the length limit').waitFor({ state: 'detached' });
  await inState(page, 'completed');
  expect(await status.isVisible()).toBe(false);
});

it('what the user has stopped is marked', async () => {
  const page = await open();
  await button(page, 'Stall').click();
  await ask(page);
  await page.locator('.step .markdown').waitFor();
  await button(page, 'Stop').click();
  await inState(page, 'cancelled');
  await page.getByRole('article').getByText('Stopped by you').waitFor();
});

it('reasoning is folded', async () => {
  const page = await open();
  await button(page, 'Thinks first').click();
  await ask(page);
  await inState(page, 'completed');
  const thoughts = page.locator('.reasoning .message-text');
  expect(await thoughts.isVisible()).toBe(false);
  await page.getByText('Thoughts').click();
  expect(await thoughts.textContent()).toMatch(/\w+/);
  expect(await thoughts.isVisible()).toBe(true);
});

it('an answer that decided nothing is named at the question', async () => {
  const page = await open();
  await button(page, 'Calls delete_file').click();
  await ask(page);
  await inState(page, 'awaitingInput');
  const threadId = decodeURIComponent(new URL(page.url()).hash.replace('#/t/', ''));
  const thread = connectThread({ url: `${demo.url}/api`, threadId });
  const runId = (await thread.events(0))[0]?.runId ?? '';
  await thread.send(runId, { type: 'run.answer', answer: 7 });
  await page.getByRole('alert').getByText('Your last answer decided nothing.').waitFor();
  await button(page, 'Refuse').click();
  await inState(page, 'completed');
});
