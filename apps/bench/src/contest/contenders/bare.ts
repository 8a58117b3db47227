/**
 * The workload's generator in a loop, without a database: no contender can be faster on this hardware in JavaScript.
 */
import type { Make } from '../contender.ts';

export const bare: Make = (_folder, _durability, probe) => ({
  async run(id) {
    const watch = probe.of(id);
    for (let isOver = false; !isOver; )
      try {
        for await (const piece of watch.model()) watch.got(piece);
        isOver = true;
      } catch {
        // The error of the first attempt is ignored, because the second attempt follows and does not fail.
      }
  },
  close() {},
});
