/**
 * The globals of a browser in Node. Node's own ones stay, so that `fetch` is the real one. Imported before React,
 * because React checks for a page when it is loaded.
 */
import { Window } from 'happy-dom';

const window = new Window({ url: 'http://localhost/' });

/** Replaced, because Node's versions do not know elements. */
const replaced = ['Event', 'CustomEvent', 'FormData'];

for (const name of Object.getOwnPropertyNames(window)) {
  if (name in globalThis && !replaced.includes(name)) continue;
  Object.defineProperty(globalThis, name, {
    configurable: true,
    writable: true,
    value: window[name as keyof Window],
  });
}
