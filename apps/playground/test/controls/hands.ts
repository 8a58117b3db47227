/** Two ways to use a page: by keyboard alone, and with a mouse. */
import type { ElementHandle } from 'playwright-core';
import type { Controls } from './controls.ts';

export interface Hand {
  /** Activates a button, a link, a radio button or a summary. */
  press(key: string): Promise<void>;
  choose(key: string, option: string): Promise<void>;
  write(key: string, text: string): Promise<void>;
  /** Moves a range to its start. */
  slide(key: string): Promise<void>;
  /** Scrolls up. */
  scroll(key: string): Promise<void>;
}

export function keyboard(controls: Controls): Hand {
  const { page } = controls;
  const { keyboard } = page;

  /** Moves the focus by Tab, and by arrow keys within a group of radio buttons, where Tab stops only once. */
  const reach = async (key: string): Promise<ElementHandle<HTMLElement>> => {
    const wanted = await controls.find(key);
    for (let presses = 0; presses < 200; presses++) {
      const place = await wanted.evaluate((node) => {
        const { activeElement: focused } = document;
        if (focused === node) return 'there';
        const isSibling =
          node instanceof HTMLInputElement &&
          focused instanceof HTMLInputElement &&
          node.type === 'radio' &&
          node.name === focused.name;
        return isSibling ? 'beside' : 'elsewhere';
      });
      if (place === 'there') return wanted;
      await keyboard.press(place === 'beside' ? 'ArrowDown' : 'Tab');
    }
    throw new Error(`'${key}' can't be reached by keyboard.`);
  };

  return {
    async press(key) {
      await reach(key);
      await keyboard.press(/^(button|link)/.test(key) ? 'Enter' : 'Space');
    },
    async choose(key, option) {
      const field = await reach(key);
      await keyboard.press('Home');
      for (let presses = 0; presses < 20; presses++) {
        if ((await chosen(field)) === option) return;
        await keyboard.press('ArrowDown');
      }
      throw new Error(`'${key}' does not get to '${option}'.`);
    },
    async write(key, text) {
      await reach(key);
      await keyboard.press('ControlOrMeta+A');
      await keyboard.type(text);
    },
    async slide(key) {
      await reach(key);
      await keyboard.press('Home');
    },
    async scroll(key) {
      await reach(key);
      await keyboard.press('Home');
    },
  };
}

export function mouse(controls: Controls): Hand {
  const { page } = controls;
  return {
    press: async (key) => (await controls.find(key)).click(),
    // Not by clicks, because the open list belongs to the browser, outside of the page.
    choose: async (key, option) =>
      void (await (await controls.find(key)).selectOption({ label: option })),
    async write(key, text) {
      await (await controls.find(key)).click({ clickCount: 3 });
      await page.keyboard.type(text);
    },
    async slide(key) {
      await (await controls.find(key)).click({ position: { x: 2, y: 10 } });
    },
    async scroll(key) {
      await (await controls.find(key)).hover();
      await page.mouse.wheel(0, -5_000);
    },
  };
}

const chosen = (field: ElementHandle<HTMLElement>): Promise<string | undefined> =>
  field.evaluate((node) => (node as HTMLSelectElement).selectedOptions[0]?.label);
