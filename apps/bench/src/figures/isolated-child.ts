/** The other side of `isolated`: one measurement, and the end. */
import type { Order } from './isolated.ts';

process.once('message', async (message) => {
  const { module, name, args } = message as Order;
  const measurements = await import(module);
  const value = await measurements[name](...args);
  process.send?.({ value }, () => process.disconnect());
});
