/**
 * A browser's globals in Node; what Node has itself stays, so that `fetch` is the real one. To be imported
 * before React, which looks at load whether there is a page.
 */
import { Window } from 'happy-dom';

const window = new Window({ url: 'http://localhost/' });

/** Those of Node know nothing of elements. */
const replaced = ['Event', 'CustomEvent', 'FormData'];

for (const name of Object.getOwnPropertyNames(window)) {
  if (name in globalThis && !replaced.includes(name)) continue;
  Object.defineProperty(globalThis, name, {
    configurable: true,
    writable: true,
    value: window[name as keyof Window],
  });
}
