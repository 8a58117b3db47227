/** The contract of every store: a file is stored once by its hash, in its transaction, and read back byte for byte. */
import type { Write } from '@perdure/runtime/store';
import { describe, expect, it } from 'vitest';
import { createRun, openStore, storeNames } from './open-store.ts';

const putFile = (hash: string, bytes: Uint8Array, mediaType = 'image/png'): Write => ({
  type: 'putFile',
  hash,
  file: { mediaType, bytes },
  at: 1,
});

/** Every byte, zero included. */
const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte);

describe.each(storeNames)('the %s store', (name) => {
  it('reads back what was put, as a plain array of bytes', () => {
    const store = openStore(name);
    store.commit([putFile('a1', everyByte)]);
    const file = store.findFile('a1');
    expect(file).toStrictEqual({ mediaType: 'image/png', bytes: everyByte });
    expect(Object.getPrototypeOf(file?.bytes)).toBe(Uint8Array.prototype);
  });

  it('takes bytes in any form: none, a buffer, a part of a longer array', () => {
    const store = openStore(name);
    store.commit([
      putFile('none', new Uint8Array()),
      putFile('buffer', Buffer.from('Why?')),
      putFile('part', everyByte.subarray(10, 13)),
    ]);
    expect(store.findFile('none')?.bytes).toStrictEqual(new Uint8Array());
    expect(store.findFile('buffer')?.bytes).toStrictEqual(Uint8Array.from([87, 104, 121, 63]));
    expect(store.findFile('part')?.bytes).toStrictEqual(Uint8Array.from([10, 11, 12]));
  });

  it('keeps a file of 20 MiB', () => {
    const store = openStore(name);
    const bytes = Buffer.alloc(20 * 2 ** 20, everyByte);
    store.commit([putFile('a1', bytes)]);
    expect(bytes.equals(store.findFile('a1')?.bytes ?? everyByte)).toBe(true);
  });

  it('stores a known hash once: the first file stays', () => {
    const store = openStore(name);
    store.commit([putFile('a1', everyByte), putFile('a1', everyByte, 'text/plain')]);
    store.commit([putFile('a1', Uint8Array.from([1]), 'text/plain')]);
    expect(store.findFile('a1')).toStrictEqual({ mediaType: 'image/png', bytes: everyByte });
  });

  it('does not know a hash that was never put', () => {
    const store = openStore(name);
    store.commit([putFile('a1', everyByte)]);
    for (const hash of ['', 'a', 'A1', 'a1 ']) expect(store.findFile(hash)).toBeUndefined();
  });

  it('undoes a file with its transaction, and no file that was there before', () => {
    const store = openStore(name);
    store.commit([putFile('old', everyByte)]);
    const again = putFile('old', Uint8Array.from([1]));
    expect(() => store.commit([putFile('new', everyByte), again, createRun])).toThrow();
    expect(store.findFile('new')).toBeUndefined();
    expect(store.findFile('old')?.bytes).toStrictEqual(everyByte);
    store.commit([putFile('new', everyByte)]);
    expect(store.findFile('new')?.bytes).toStrictEqual(everyByte);
  });

  it('is not changed through the bytes that were put or read', () => {
    const store = openStore(name);
    const bytes = Uint8Array.from([1, 2, 3]);
    store.commit([putFile('a1', bytes)]);
    bytes.fill(0);
    store.findFile('a1')?.bytes.fill(0);
    expect(store.findFile('a1')?.bytes).toStrictEqual(Uint8Array.from([1, 2, 3]));
  });
});
