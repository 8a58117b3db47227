/** Tools of an agent that throw or return something odd. */
import { expect, it, vi } from 'vitest';
import type { Tool } from '../../src/agent/tool.ts';
import { type Call, done, isAsked, open } from '../adapter-suite.ts';
import { dialect } from '../anthropic/dialect.ts';

const { calls, says } = dialect;
const inputSchema = { type: 'object' };
const call: Call = ['o12345678', 'odd', '{}'];
const throwing = (thrown: unknown) => () => {
  throw thrown;
};

it.each<[name: string, tool: Partial<Tool>, result: string]>([
  ['throws no error', { execute: throwing(Object.create(null)) }, 'The tool has failed.'],
  [
    'throws a credential',
    { execute: throwing(new Error("rawHeaders: [ 'x-api-key', 'Zq8Wm3Kx7Lp2' ]")) },
    "rawHeaders: [ 'x-api-key', '[redacted]' ]",
  ],
  [
    'returns what has no JSON form',
    { execute: () => 1n },
    'The tool was performed, but its result has no JSON form.',
  ],
  ['fails to show its result', { toModelOutput: throwing(new Error('No.')) }, '{"done":true}'],
  [
    'shows a file that is none',
    { toModelOutput: () => ({ type: 'content', value: [{ type: 'file', data: '' }] }) },
    '{"done":true}',
  ],
  ['shows nothing known', { toModelOutput: () => 'a text' as never }, '{"done":true}'],
])('goes on with a tool that %s, and performs it once', async (_, tool, result) => {
  const execute = vi.fn(tool.execute ?? (() => ({ done: true })));
  const world = await open(dialect, [{ events: calls(call) }, { events: says('Ok.') }], {
    odd: { inputSchema, ...tool, execute },
  });
  await done(await world.start());
  expect(execute).toHaveBeenCalledOnce();
  expect(dialect.results(world.server.bodies[1] as object)).toEqual({ [call[0]]: result });
});

it('asks a human where nobody can tell whether one is needed', async () => {
  const needsApproval = throwing(new TypeError('The path is missing.'));
  const world = await open(dialect, [{ events: calls(call) }], {
    odd: { inputSchema, execute: () => 'done', needsApproval },
  });
  expect(await isAsked(await world.start())).toMatchObject({ type: 'approval' });
});
