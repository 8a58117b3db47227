/** Files in a real Chromium: attached by button, by paste and by drop, sent, shown, and refused. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { violations } from './axe.ts';
import { button, demo, inState, open } from './demo-page.ts';
import { image, notes } from './files.ts';

type TestFile = typeof image;

const chips = (page: Page) => page.getByRole('list', { name: 'Attached files' }).locator('li');
const field = (page: Page) => page.getByRole('textbox', { name: 'Message' });

async function attach(page: Page, ...files: TestFile[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await button(page, 'Attach files').click();
  await (await chooser).setFiles(files);
}

/** Dispatches a paste or a drop with a file, as the browser does. */
const bring = (page: Page, type: 'paste' | 'drop', { name, mimeType, buffer }: TestFile) =>
  field(page).evaluate(
    (node, { type, name, mimeType, bytes }) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(bytes)], name, { type: mimeType }));
      const options = { bubbles: true, cancelable: true };
      node.dispatchEvent(
        type === 'paste'
          ? new ClipboardEvent(type, { ...options, clipboardData: data })
          : new DragEvent(type, { ...options, dataTransfer: data }),
      );
    },
    { type, name, mimeType, bytes: [...buffer] },
  );

const isLoaded = (page: Page, selector: string) =>
  expect
    .poll(() =>
      page
        .locator(selector)
        .evaluateAll((all) => all.map((node) => (node as HTMLImageElement).naturalWidth)),
    )
    .toEqual([64, 64]);

const lastSent = async () => (await demo.requests()).at(-1)?.messages.at(-1)?.content;

describe('a file', () => {
  it('is attached by button and by paste, sent to the model, and shown after a reload', async () => {
    const page = await open();
    await attach(page, image, notes);
    await chips(page).nth(1).waitFor();
    await bring(page, 'paste', { ...image, name: 'pasted.png' });
    await bring(page, 'drop', { ...notes, name: 'dropped.txt' });
    await chips(page).nth(3).waitFor();
    await expect
      .poll(() => chips(page).allInnerTexts())
      .toEqual([
        expect.stringMatching(/^pixel\.png\s*\d+ bytes/),
        expect.stringMatching(/^notes\.txt\s*24 bytes/),
        expect.stringMatching(/^pasted\.png/),
        expect.stringMatching(/^dropped\.txt/),
      ]);
    await isLoaded(page, '.attachments img');
    await page.getByText('4 files attached').waitFor({ state: 'attached' });
    expect(await violations(page)).toEqual([]);
    await button(page, 'Remove dropped.txt').click();
    await chips(page).nth(3).waitFor({ state: 'detached' });
    expect(await field(page).evaluate((node) => node === document.activeElement)).toBe(true);

    await field(page).fill('What is this?');
    await field(page).press('Enter');
    await inState(page, 'completed');
    expect(await chips(page).count()).toBe(0);
    const url = { url: `data:image/png;base64,${image.buffer.toString('base64')}` };
    expect(await lastSent()).toMatchObject([
      { type: 'text', text: 'What is this?' },
      { type: 'image_url', image_url: url },
      { type: 'text', text: notes.buffer.toString() },
      { type: 'image_url', image_url: url },
    ]);

    await page.reload();
    await isLoaded(page, '.stored-image img');
    expect(await page.getByRole('link', { name: 'notes.txt 24 bytes' }).count()).toBe(1);
    await page.getByText(/I see a PNG of/).waitFor();
    await page.getByText(/^Tokens: [\d,]+ in/).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('is refused by a model of text, with the reason, and nothing of the prompt is lost', async () => {
    const page = await open({ isRefused: true });
    await page.getByLabel('Model').selectOption('perdure-demo-mini');
    await attach(page, image);
    await field(page).fill('What is this?');
    await button(page, 'Send').click();
    await page
      .getByRole('alert')
      .getByText(/perdure-demo-mini takes no files of the type image\/png/)
      .waitFor();
    expect(await field(page).inputValue()).toBe('What is this?');
    expect(await chips(page).count()).toBe(1);

    await page.getByLabel('Model').selectOption('perdure-demo');
    await button(page, 'Send').click();
    await inState(page, 'completed');
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await field(page).inputValue()).toBe('');
  });

  it('stays with its prompt when the text is edited', async () => {
    const page = await open();
    await attach(page, image);
    await field(page).fill('What is this?');
    await button(page, 'Send').click();
    await inState(page, 'completed');
    await button(page, 'Edit').click();
    await page.getByRole('textbox', { name: 'Edit the message' }).fill('And that?');
    await page.locator('.prompt-editor').getByRole('button', { name: 'Send' }).click();
    await page
      .getByRole('region', { name: 'Conversation' })
      .getByText('And that?', { exact: true })
      .waitFor();
    // The former run is shown as completed until the new one is recorded.
    await expect
      .poll(lastSent)
      .toMatchObject([{ type: 'text', text: 'And that?' }, { type: 'image_url' }]);
    await inState(page, 'completed');
  });
});
