/** Shows components in the page, and does what a hand would do there. */
import './browser.ts';

import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { onTestFinished } from 'vitest';

export interface Page {
  element: HTMLElement;
  text(): string;
  click(selector: string): void;
  /** Writes as a hand would: React hears of it. */
  write(selector: string, text: string): void;
  render(node: ReactNode): void;
  unmount(): void;
}

/** Renders into the page, outside of `act`: it is the timing of a browser that is tested. */
export function show(node: ReactNode): Page {
  const element = document.createElement('div');
  document.body.append(element);
  const root = createRoot(element);
  root.render(node);
  let isMounted = true;
  const unmount = () => {
    if (isMounted) root.unmount();
    isMounted = false;
    element.remove();
  };
  onTestFinished(unmount);
  return {
    element,
    unmount,
    text: () => element.textContent ?? '',
    click: (selector) => find<HTMLElement>(element, selector).click(),
    write(selector, text) {
      const field = find<HTMLTextAreaElement>(element, selector);
      const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value') ?? {};
      set?.call(field, text);
      field.dispatchEvent(new Event('input', { bubbles: true }));
    },
    render: (next) => root.render(next),
  };
}

function find<T extends Element>(element: HTMLElement, selector: string): T {
  const found = element.querySelector<T>(selector);
  if (found === null) throw new Error(`There is no ${selector} in ${element.innerHTML}`);
  return found;
}

/** Counts the renders of whatever calls it, by name. */
export function countRenders() {
  const counts: Record<string, number> = {};
  return {
    counts,
    rendered: (name: string) => {
      counts[name] = (counts[name] ?? 0) + 1;
    },
    reset: () => {
      for (const name of Object.keys(counts)) delete counts[name];
    },
  };
}
