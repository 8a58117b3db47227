/** Makes UUIDs of version 7 (RFC 9562), which are in order of time, so that new rows lie together on the disk. */
import { v7 } from 'uuid';

/** Random bytes for 256 ids. They come from one system call, because a call costs as much as the rest of an id. */
const pool = new Uint8Array(4_096);
const bytesPerId = 16;
let used = pool.length;

export const newUuid = (): string => v7({ rng });

function rng(): Uint8Array {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  used += bytesPerId;
  return pool.subarray(used - bytesPerId, used);
}
