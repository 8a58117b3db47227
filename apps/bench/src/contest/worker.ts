/**
 * The process of one contender. Its argument is a `Spec` in JSON. The process reports that it is ready, and then
 * runs the commands that come by IPC, one at a time. It removes its folder when it ends.
 */
import { rmSync } from 'node:fs';
import { messageOf } from '../message-of.ts';
import { check } from './check.ts';
import type { Contender, Make } from './contender.ts';
import { measure } from './measure.ts';
import { Probe } from './probe.ts';
import type { Answer, Command, Spec } from './protocol.ts';

const spec = JSON.parse(process.argv[2] ?? '') as Spec;
const probe = new Probe();
const contender = make();
let closing: Promise<void> | undefined;

let last = answer(async () => {
  await contender;
  return { ready: true };
});
process.on('message', (command: Command) => {
  last = last.then(() => answer(() => perform(command)));
});
// Closes the contender at the end of the parent too, because a server that it started must not outlive this process.
for (const signal of ['disconnect', 'SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    void close().finally(() => process.exit());
  });

async function make(): Promise<Contender> {
  const module: Record<string, Make> = await import(spec.module);
  const makeOne = module[spec.export];
  if (makeOne === undefined) throw new Error(`${spec.module} exports no ${spec.export}.`);
  return makeOne(spec.folder, spec.durability, probe);
}

async function perform(command: Command): Promise<Answer> {
  if ('measure' in command) {
    const { atOnce, ms } = command.measure;
    return { measured: await measure(await contender, probe, atOnce, ms) };
  }
  const pieces = await check(await contender, spec.durability, probe);
  await measure(await contender, probe, command.warmUp.atOnce, command.warmUp.ms);
  return { warmedUp: { pieces } };
}

async function answer(work: () => Promise<Answer>): Promise<void> {
  const message = await work().catch((error) => ({ failed: messageOf(error) }));
  // The empty callback takes the error of a `send` to a parent that has ended, which would be thrown otherwise.
  // The event 'disconnect' follows.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}

function close(): Promise<void> {
  closing ??= (async () => {
    try {
      // Waits for a contender that is still being created, because its server may run already.
      await (await contender).close();
    } catch {
      // The error is ignored, because the contender could not be created, or is closed already.
    }
    rmSync(spec.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  })();
  return closing;
}
