/**
 * What a host reports of itself: a line of JSON each, written synchronously before the host goes on, so that what a
 * process has shown and done is known after it was killed. All processes on a database append to one file.
 */
import { existsSync, openSync, readFileSync, writeSync } from 'node:fs';

/** An event as a subscriber was given it: these fields, and those of its type. */
export interface ShownEvent {
  threadId: string;
  runId: string;
  seq: number;
  type: string;
}

/** One line of the file. */
export type Report =
  /** The first report of each process. */
  | { type: 'process'; pid: number }
  /** `reader`: given to the one subscription that a process has to each thread; `listener`: given to `onEvent`. */
  | { type: 'shown'; to: 'reader' | 'listener'; event: ShownEvent }
  /** The provider was called, with these messages. */
  | { type: 'called'; runId: string; fence: number; given: string[] }
  /** A tool has had its effect. `call`: the id of its tool call. */
  | { type: 'performed'; runId: string; fence: number; call: string }
  /** The runtime has read on after the tool's result, and so says that the result is recorded. */
  | { type: 'kept'; runId: string; call: string }
  /** `start` has resolved. */
  | { type: 'started'; threadId: string; runId: string }
  /** A command is about to be sent. */
  | { type: 'commanding'; runId: string; command: string }
  /** A command was accepted. */
  | { type: 'accepted'; runId: string; command: string };

/** Appends a report. Returns once it is written. */
export type Reporter = (report: Report) => void;

/** Appends to the file, on a new line if a killed process has left an unfinished one. */
export function openReports(file: string): Reporter {
  const descriptor = openSync(file, 'a');
  const text = readFileSync(file, 'utf8');
  if (text !== '' && !text.endsWith('\n')) writeSync(descriptor, '\n');
  return (report) => void writeSync(descriptor, `${JSON.stringify(report)}\n`);
}

/**
 * All reports in order; none if the file does not exist.
 *
 * @throws {SyntaxError} for a line that is no JSON, unless it is the last one of a process, which may have been killed
 */
export function readReports(file: string): Report[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.flatMap((line, index) => {
    try {
      return [JSON.parse(line) as Report];
    } catch (error) {
      const next = lines[index + 1];
      if (next === undefined || next.startsWith('{"type":"process"')) return [];
      throw error;
    }
  });
}
