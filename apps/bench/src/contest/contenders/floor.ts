/** The floor: rows by hand around the bare generator. What is above it is what the library costs. */
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
