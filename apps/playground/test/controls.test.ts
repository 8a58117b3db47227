/** Every control of the page, used by keyboard alone and with a mouse: it can be reached, and has its effect. */
import { expect, it } from 'vitest';
import { Controls } from './controls/controls.ts';
import { keyboard, mouse } from './controls/hands.ts';
import { scenes } from './controls/scenes.ts';
import { open } from './demo-page.ts';

it.each([
  ['by keyboard alone', keyboard],
  ['with a mouse', mouse],
])(
  'every control can be used %s',
  async (_, handOf) => {
    const page = await open({ losesServer: true });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page
      .context()
      .route('https://stately.ai/**', (route) => route.fulfill({ body: 'Hello.' }));
    const controls = await Controls.of(page);
    const scene = { page, hand: handOf(controls) };
    for (const [name, play] of Object.entries(scenes)) {
      await play(scene).catch((error: Error) => {
        throw new Error(`In the scene '${name}': ${error.message}`, { cause: error });
      });
      await controls.look();
    }
    expect(controls.unused).toEqual([]);
  },
  150_000,
);
