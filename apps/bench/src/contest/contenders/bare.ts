/** The workload's generator and a loop without a database: the most that hardware and language allow. */
import type { Make } from '../contender.ts';

export const bare: Make = (_folder, _durability, probe) => ({
  async run(id) {
    const watch = probe.of(id);
    for (let isOver = false; !isOver; )
      try {
        for await (const piece of watch.model()) watch.got(piece);
        isOver = true;
      } catch {
        // The first attempt fails; the second does not.
      }
  },
  close() {},
});
