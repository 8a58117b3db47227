/** Renders components into the page, and clicks and types there. */
import './browser.ts';

import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { onTestFinished } from 'vitest';

export interface Page {
  element: HTMLElement;
  text(): string;
  click(selector: string): void;
  /** Types into a field, with the input event that React listens for. */
  write(selector: string, text: string): void;
  render(node: ReactNode): void;
  unmount(): void;
}

/** Renders outside of `act`, because the tests need the timing of a browser. */
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

/** Counts calls of `rendered` by name. */
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
