/** The scene of files: they are attached, removed, sent, opened and downloaded. */
import { expect } from 'vitest';
import { demo } from '../demo-page.ts';
import { image, notes } from '../files.ts';
import { begin, lastIs, type Scene, send } from './scene.ts';

export async function files(scene: Scene): Promise<void> {
  const { page, hand } = scene;
  await begin(scene);
  await hand.choose('combobox Model', 'perdure-demo');
  const attach = async () => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      hand.press('button Attach files'),
    ]);
    await chooser.setFiles([image, notes]);
    await expect.poll(() => page.locator('.attachments li').count()).toBe(2);
  };
  await attach();
  await hand.press('button Remove');
  await expect.poll(() => page.locator('.attachments li').count()).toBe(1);
  await hand.press('button Remove');
  await attach();
  await demo.plan([{ kind: 'reasoning' }]);
  await send(scene, 'What is this?');
  await lastIs(page, 'completed');
  await hand.press('summary Thoughts');
  await page.locator('.reasoning[open] .message-text').waitFor();
  const [tab] = await Promise.all([page.waitForEvent('popup'), hand.press('link pixel.png')]);
  expect(tab.url()).toContain('/files/');
  await tab.close();
  const [download] = await Promise.all([page.waitForEvent('download'), hand.press('link a file')]);
  expect(download.suggestedFilename()).toBe('notes.txt');
}
