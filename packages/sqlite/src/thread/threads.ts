/** The threads that write, one for each open file. One of them is kept for the next file, because a start takes long. */
import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  MessageChannel,
  type MessagePort,
  receiveMessageOnPort,
  Worker,
} from 'node:worker_threads';
import { type Answer, awaitRaise, type ThreadData, type Turns, turn } from './messages.ts';
import { fromTransported } from './transported.ts';

/** No thread can be had here. */
export class NoThreadError extends Error {
  override readonly name = 'NoThreadError';

  constructor(cause: unknown) {
    super(`No thread can be had that writes: ${cause}`, { cause });
  }
}

export interface Thread {
  readonly worker: Worker;
  readonly port: MessagePort;
  readonly turns: Turns;
}

let kept: Thread | undefined;

/** A thread without a file. It does not keep the process. @throws {NoThreadError} */
export function takeThread(): Thread {
  const thread = kept ?? startThread();
  kept = undefined;
  return thread;
}

/** Takes a thread back whose file is closed. */
export function giveBack(thread: Thread): void {
  if (kept === undefined) kept = thread;
  else thread.port.close();
}

/** Longest wait for a thread to start, milliseconds. One that ends before it starts can't say so while this one waits. */
const longestStartMs = 20_000;

/**
 * Options for the thread of a script that is an argument of Node. A thread has the flags of its process, and Node 24 ends
 * one with `--input-type`, because its script is a file.
 */
const ofScript = (): { execArgv?: string[] } =>
  process.execArgv.some((flag) => flag.startsWith('--input-type')) ? { execArgv: [] } : {};

function startThread(): Thread {
  const url = new URL(`./worker${extname(import.meta.url)}`, import.meta.url);
  if (!existsSync(fileURLToPath(url))) throw new NoThreadError(`'${url}' is missing.`);
  const { port1: port, port2 } = new MessageChannel();
  const turns: Turns = new Int32Array(
    new SharedArrayBuffer(Object.keys(turn).length * Int32Array.BYTES_PER_ELEMENT),
  );
  const workerData: ThreadData = { port: port2, turns };
  let worker: Worker;
  try {
    const name = 'perdure-sqlite';
    worker = new Worker(url, { workerData, transferList: [port2], name, ...ofScript() });
  } catch (cause) {
    throw new NoThreadError(cause);
  }
  worker.unref();
  worker.once('exit', () => {
    if (kept?.worker === worker) kept = undefined;
  });
  const hasStarted = awaitRaise(turns, turn.started, 0, longestStartMs);
  const failed = receiveMessageOnPort(port)?.message as Answer | undefined;
  if (hasStarted && failed === undefined) return { worker, port, turns };
  void worker.terminate();
  throw new NoThreadError(
    failed?.type === 'error' ? fromTransported(failed.error) : 'it does not start.',
  );
}
