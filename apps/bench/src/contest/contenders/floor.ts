/** The floor: hand-written rows around the bare generator. The difference from the floor is the cost of a library. */
import type { Make } from '../contender.ts';
import { openRows } from './rows.ts';

export const floor: Make = (folder, durability, probe) => {
  const { start, retry, complete, recorded, close } = openRows(folder, durability);
  return {
    async run(id) {
      const watch = probe.of(id);
      start(id);
      for (let text = '', isOver = false; !isOver; text = '')
        try {
          for await (const piece of watch.model()) {
            text += piece;
            watch.got(piece);
          }
          complete(id, text);
          isOver = true;
        } catch (error) {
          retry(id, text, error);
        }
    },
    recorded,
    close,
  };
};
