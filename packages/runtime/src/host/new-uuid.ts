/** Ids in order of time, so that what is new lies together on the disk: RFC 9562, version 7. */
import { v7 } from 'uuid';

/** Random bytes are fetched for many ids at once: each call to the system costs as much as all the rest. */
const pool = new Uint8Array(4_096);
const bytesOfId = 16;
let used = pool.length;

export const newUuid = (): string => v7({ rng });

function rng(): Uint8Array {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  used += bytesOfId;
  return pool.subarray(used - bytesOfId, used);
}
