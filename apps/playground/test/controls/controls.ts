/** What can be worked with on a page, as a screen reader names it: by role and name. */
import type { ElementHandle, Page } from 'playwright-core';
import { expect } from 'vitest';
import { axe } from '../axe.ts';

interface Axe {
  setup(): void;
  teardown(): void;
  commons: {
    aria: { getRole(node: Element): string | null };
    text: { accessibleText(node: Element): string };
  };
}

/** Names that say how things stand: what is one control to a hand is one here. */
const varying: readonly [RegExp, string][] = [
  [/^link .* · .*$/, 'link a thread'],
  [/^summary \d+ attempts?$/, 'summary attempts'],
  [/^summary (Wants to call .*|Called .*|.* was refused|.* answered)$/, 'summary a tool'],
  [/^button Remove .*$/, 'button Remove'],
];

const known = (key: string): string => varying.find(([pattern]) => pattern.test(key))?.[1] ?? key;

export class Controls {
  readonly page: Page;
  /** All that were ever there, and those that were used. */
  readonly seen = new Set<string>();
  readonly used = new Set<string>();

  static async of(page: Page): Promise<Controls> {
    await page.addInitScript(axe);
    await page.reload();
    return new Controls(page);
  }

  private constructor(page: Page) {
    this.page = page;
  }

  /** The last of that role and name, as soon as there is one. */
  async find(key: string): Promise<ElementHandle<HTMLElement>> {
    let keys: string[] = [];
    await expect.poll(async () => (keys = await this.look()), { timeout: 20_000 }).toContain(key);
    this.used.add(key);
    const found = await this.page.evaluateHandle(
      (at) => Reflect.get(window, 'controls')[at],
      keys.lastIndexOf(key),
    );
    return found.asElement() as ElementHandle<HTMLElement>;
  }

  /** Those that are there now, in the order of the document. Links in what the model says are no controls. */
  async look(): Promise<string[]> {
    const keys = await this.page.evaluate(() => {
      const { axe } = globalThis as unknown as { axe: Axe };
      const selector = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
      const controls = [...document.querySelectorAll(selector)].filter(
        (node) =>
          node.checkVisibility({ visibilityProperty: true }) &&
          !node.matches(':disabled, .markdown a'),
      );
      Object.assign(window, { controls });
      axe.setup();
      try {
        return controls.map((node) => {
          // It has no role of its own.
          if (node.tagName === 'SUMMARY') return `summary ${node.textContent}`;
          const { aria, text } = axe.commons;
          return `${aria.getRole(node)} ${text.accessibleText(node)}`;
        });
      } finally {
        axe.teardown();
      }
    });
    const all = keys.map(known);
    for (const key of all) this.seen.add(key);
    return all;
  }

  get unused(): string[] {
    return [...this.seen].filter((key) => !this.used.has(key));
  }
}
