/**
 * The reports that a host writes about itself, so that an audit knows what a killed process has shown and done.
 *
 * A report is one line of JSON. The host writes it synchronously before it continues. All processes on a database
 * append to one file.
 */
import { existsSync, openSync, readFileSync, writeSync } from 'node:fs';

/** An event as a subscriber received it: these fields, and the fields of its type. */
export interface ShownEvent {
  threadId: string;
  runId: string;
  seq: number;
  type: string;
}

/** One report, which is one line of the file. */
export type Report =
  /** The process has started. It is the first report of each process. */
  | { type: 'process'; pid: number }
  /**
   * An event was shown. `reader`: to the one subscription that a process has on each thread. `listener`: to `onEvent`.
   */
  | { type: 'shown'; to: 'reader' | 'listener'; event: ShownEvent }
  /** The provider was called. `given`: the messages that it received. */
  | { type: 'called'; runId: string; fence: number; given: string[] }
  /** A tool has had its effect. `call`: the id of the tool call. */
  | { type: 'performed'; runId: string; fence: number; call: string }
  /** The runtime has read on after the result of a tool call, which means that the result is recorded. */
  | { type: 'kept'; runId: string; call: string }
  /** The promise of `start` has resolved. */
  | { type: 'started'; threadId: string; runId: string }
  /** A command will be sent next. */
  | { type: 'commanding'; runId: string; command: string }
  /** A command was accepted. */
  | { type: 'accepted'; runId: string; command: string };

/** A function that appends a report. It returns once the report is written. */
export type Reporter = (report: Report) => void;

/** Opens the file for appending. Begins a new line if a killed process has left an unfinished one. */
export function openReports(file: string): Reporter {
  const descriptor = openSync(file, 'a');
  const text = readFileSync(file, 'utf8');
  if (text !== '' && !text.endsWith('\n')) writeSync(descriptor, '\n');
  return (report) => void writeSync(descriptor, `${JSON.stringify(report)}\n`);
}

/**
 * Reads all reports in order; none if the file does not exist.
 *
 * @throws {SyntaxError} for a line that is not JSON. The last line of a process is skipped instead, because the process
 * may have been killed while it wrote that line.
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
