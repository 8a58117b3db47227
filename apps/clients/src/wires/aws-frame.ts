/** Frames of AWS's event stream encoding (vnd.amazon.eventstream): lengths, headers, payload, two CRC-32 sums. */
import { crc32 } from 'node:zlib';
import { utf8 } from './wire.ts';

const typeOfText = 7;

const header = ([name, value]: readonly [string, string]): Buffer =>
  Buffer.concat([
    Buffer.from([name.length, ...utf8(name), typeOfText, 0, value.length]),
    utf8(value),
  ]);

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** A frame of these headers and this payload, with right sums. */
export function frame(headers: Readonly<Record<string, string>>, payload: string): Uint8Array {
  const head = Buffer.concat(Object.entries(headers).map(header));
  const body = utf8(payload);
  const prelude = Buffer.concat([uint32(head.length + body.length + 16), uint32(head.length)]);
  const message = Buffer.concat([prelude, uint32(crc32(prelude)), head, body]);
  return Buffer.concat([message, uint32(crc32(message))]);
}
