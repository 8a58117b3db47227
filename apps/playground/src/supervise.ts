/** Keeps a process running: when the process ends, the next one is started on the same port. */
import { type ChildProcess, fork } from 'node:child_process';

export interface SuperviseOptions {
  /** The arguments of the process. `port` is undefined for the first one, and later the port that the first one got. */
  argumentsFor: (port: number | undefined) => string[];
  /** Called with the address of each process once it is up: `http://127.0.0.1:4780`. */
  onUp?: (url: string) => void;
  /** Called with the exit code of a process that ended by itself before it was up. No other process is started then. */
  onGiveUp: (code: number) => void;
}

export interface Supervision {
  /** Ends the process and starts the next one at once. */
  restart: () => void;
}

/** How many processes are supervised and not ended for good. */
let supervised = 0;

/** Ends this process once all that it supervises have ended. */
const exitIfLast = (): void => {
  if (--supervised === 0) process.exit(0);
};

/** Pause between two processes, milliseconds: long enough for the page to show the lost connection. */
const pauseMs = 1_000;

/**
 * Supervises a process. SIGINT, SIGTERM and a closed stdout of this process end the supervised process, then this one.
 */
export function supervise(
  module: string,
  { argumentsFor, onUp, onGiveUp }: SuperviseOptions,
): Supervision {
  let child: ChildProcess | undefined;
  let port: number | undefined;
  let isRestarting = false;
  let isStopping = false;
  let pause: NodeJS.Timeout | undefined;

  const start = () => {
    let isUp = false;
    isRestarting = false;
    child = fork(module, argumentsFor(port));
    child.on('message', ({ url }: { url: string }) => {
      isUp = true;
      port = Number(new URL(url).port);
      onUp?.(url);
    });
    child.on('exit', (code, signal) => {
      if (isStopping) return;
      if (isRestarting) return start();
      if (!isUp && signal === null) return onGiveUp(code ?? 1);
      console.log(`The playground ended (${signal ?? `exit code ${code}`}). Starting it again …`);
      pause = setTimeout(start, pauseMs);
    });
  };
  const isRunning = () =>
    child !== undefined && child.exitCode === null && child.signalCode === null;
  const stop = () => {
    if (isStopping) return endAtOnce();
    isStopping = true;
    clearTimeout(pause);
    if (!isRunning()) return exitIfLast();
    child?.once('exit', exitIfLast);
    if (child?.connected) child.disconnect();
  };
  // The process ends at once at its second signal. It has had none if this process alone was signalled.
  const endAtOnce = () => {
    child?.kill('SIGINT');
    child?.kill('SIGTERM');
  };

  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // An error of stdout means that the terminal or the pipe is closed.
  process.stdout.on('error', stop);
  supervised++;
  start();

  return {
    restart() {
      clearTimeout(pause);
      isRestarting = true;
      if (isRunning()) child?.kill('SIGTERM');
      else start();
    },
  };
}
