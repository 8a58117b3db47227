/** Connections that break. */
import { gzipSync } from 'node:zlib';
import { begin, type Fault } from './fault.ts';

export const connections = {
  'reset-first': {
    does: 'resets the connection before a byte',
    answer: async (exchange) => exchange.reset(),
  },
  'headers-only': {
    does: 'closes the connection after the headers (FIN)',
    async answer(exchange, { contentType }) {
      await exchange.head(200, { 'content-type': contentType });
      exchange.close();
    },
  },
  cut: {
    does: 'closes the connection in the answer (FIN)',
    async answer(exchange, wire) {
      await begin(exchange, wire);
      exchange.close();
    },
  },
  'cut-reset': {
    does: 'resets the connection in the answer (RST)',
    async answer(exchange, wire) {
      await begin(exchange, wire);
      exchange.reset();
    },
  },
  'content-length': {
    does: 'closes the connection before the announced length (FIN)',
    async answer(exchange, wire) {
      await begin(exchange, wire, { 'content-length': '100000' });
      exchange.close();
    },
  },
  gzip: {
    does: 'ends the body well, and its gzip stream too early',
    async answer(exchange, { contentType, said }) {
      await exchange.head(200, { 'content-type': contentType, 'content-encoding': 'gzip' });
      const whole = gzipSync(Buffer.concat(said), { level: 0 });
      // The last 8 bytes are the checksum and the length (RFC 1952, 2.2).
      await exchange.write([whole.subarray(0, -8)]);
      exchange.end();
    },
  },
} satisfies Record<string, Fault>;
