/** Answers with status 200 that are not what they should be, and the ends that are in order. */
import type { Wire } from '../wires/wire.ts';
import { begin, type Fault } from './fault.ts';

const portal =
  '<!doctype html>\n<html><head><title>Sign in to the network</title></head><body><form></form></body></html>\n';

/** @param form index of the wire's form of an error */
const errorFrame = (form: number, isFirst = false): Fault => ({
  does: `sends an error ${isFirst ? 'as the first frame' : 'in the answer'}, in form ${form + 1} of the wire`,
  form,
  isOn: ({ errorFrames }) => errorFrames.length > form,
  async answer(exchange, wire) {
    const { contentType, errorFrames } = wire;
    if (isFirst) await exchange.head(200, { 'content-type': contentType });
    else await begin(exchange, wire);
    await exchange.write(errorFrames.slice(form, form + 1).map(({ bytes }) => bytes));
    exchange.end();
  },
});

const ended = (reason: keyof Wire['ends'], does: string): Fault => ({
  does,
  async answer(exchange, wire) {
    await begin(exchange, wire);
    await exchange.write(wire.ends[reason]);
    exchange.end();
  },
});

export const bodies = {
  whole: ended('stop', 'answers in full'),
  length: ended('length', 'ends the answer at its limit of tokens'),
  filter: ended('filter', 'ends the answer by a filter of content'),
  asides: {
    does: 'sends comments, a ping and an unknown event between the pieces of a whole answer',
    async answer(exchange, wire) {
      const { contentType, said, asides, ends } = wire;
      await exchange.head(200, { 'content-type': contentType });
      await exchange.write(said.slice(0, -1));
      await exchange.write(asides);
      await exchange.write([...said.slice(-1), ...ends.stop]);
      exchange.end();
    },
  },
  'no-end': {
    does: 'ends the body well, without the end of the answer',
    async answer(exchange, wire) {
      await begin(exchange, wire);
      exchange.end();
    },
  },
  'error-frame-1': errorFrame(0),
  'error-frame-2': errorFrame(1),
  'error-frame-3': errorFrame(2),
  'error-first': errorFrame(0, true),
  'broken-json': {
    does: 'sends a frame with broken JSON, then ends the answer',
    async answer(exchange, wire) {
      await begin(exchange, wire);
      await exchange.write([wire.brokenFrame, ...wire.ends.stop]);
      exchange.end();
    },
  },
  portal: {
    does: 'sends a page of HTML with status 200, as a captive portal does',
    async answer(exchange) {
      await exchange.head(200, { 'content-type': 'text/html; charset=utf-8' });
      await exchange.write([portal]);
      exchange.end();
    },
  },
  empty: {
    does: 'sends status 200 and no body',
    async answer(exchange, { contentType }) {
      await exchange.head(200, { 'content-type': contentType });
      exchange.end();
    },
  },
  'no-content': {
    does: 'sends status 204',
    async answer(exchange) {
      await exchange.head(204, {});
      exchange.end();
    },
  },
  'json-error': {
    does: "sends the wire's error as JSON with status 200",
    async answer(exchange, { refusals }) {
      await exchange.head(200, { 'content-type': 'application/json' });
      await exchange.write([JSON.stringify(refusals.server.body)]);
      exchange.end();
    },
  },
} satisfies Record<string, Fault>;
