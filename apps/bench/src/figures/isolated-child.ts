/** The child process of `isolated`: runs one measurement and ends. */
import { messageOf } from '../message-of.ts';
import type { Measurement, Order, Report } from './isolated.ts';

// The process ends when its parent has ended, because nobody waits for the result then.
process.once('disconnect', () => process.exit());

process.once('message', async ({ module, name, given }: Order) => {
  const measurements: Record<string, Measurement<unknown, unknown>> = await import(module);
  const say = (said: string) => process.send?.({ said } satisfies Report);
  let report: Report;
  try {
    report = { result: await measurements[name]?.(given, say) };
  } catch (error) {
    report = { failed: messageOf(error) };
  }
  process.send?.(report, () => process.disconnect());
});
