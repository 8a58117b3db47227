/** The controls on a page, each by role and name as a screen reader announces it. */
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

/** Names that vary with the state of the page, each with one name for the control. */
const varying: readonly [RegExp, string][] = [
  [/^link .* · .*$/, 'link a thread'],
  [/^link notes\.txt.*$/, 'link a file'],
  [/^summary \d+ attempts?( · Tokens.*)?$/, 'summary attempts'],
  [/^summary (Wants to call .*|Called .*|.* was refused|.* answered)$/, 'summary a tool'],
  [/^button Remove .*$/, 'button Remove'],
];

const known = (key: string): string => varying.find(([pattern]) => pattern.test(key))?.[1] ?? key;

export class Controls {
  readonly page: Page;
  /** All controls that the page has had. */
  readonly seen = new Set<string>();
  /** The controls that a scene has used. */
  readonly used = new Set<string>();

  static async of(page: Page): Promise<Controls> {
    await page.addInitScript(axe);
    await page.reload();
    return new Controls(page);
  }

  private constructor(page: Page) {
    this.page = page;
  }

  /** The last control of that role and name, as soon as there is one. */
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

  /** The present controls, in document order, without links in the model's answers. */
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
          // axe gives a summary no role.
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
