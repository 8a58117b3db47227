/** Keeps a process running: when it is killed, it is started again where it was. */
import { type ChildProcess, fork } from 'node:child_process';

interface Life {
  /** The port that an earlier life was given. */
  port?: number;
}

/** Between a death and the next life: time to see that it is gone. */
const pauseMs = 1_000;

export function supervise(module: string, argumentsOf: (life: Life) => string[]): void {
  let child: ChildProcess | undefined;
  let life: Life = {};
  let isStopping = false;

  const start = () => {
    let isUp = false;
    child = fork(module, argumentsOf(life));
    child.on('message', ({ url }: { url: string }) => {
      isUp = true;
      life = { port: Number(new URL(url).port) };
    });
    child.on('exit', (code, signal) => {
      if (isStopping) return;
      // One that gave up by itself before it was up would give up again.
      if (!isUp && signal === null) process.exit(code ?? 1);
      console.log(`The playground ended (${signal ?? `exit code ${code}`}). Starting it again …`);
      setTimeout(start, pauseMs);
    });
  };
  const stop = () => {
    isStopping = true;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null)
      process.exit(0);
    child.once('exit', () => process.exit(0));
    if (child.connected) child.disconnect();
  };

  process.on('SIGINT', stop);
  // Nobody reads along any more.
  process.stdout.on('error', stop);
  process.on('SIGTERM', stop);
  start();
}
