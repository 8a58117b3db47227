/**
 * What a host reports of itself: a line of JSON for each thing, written before the host goes on, so that what
 * was shown and done is known even of a process that was killed. One file for all lives of a host.
 */
import { existsSync, openSync, readFileSync, writeSync } from 'node:fs';

/** An event as a subscriber was given it, whole: these fields, and those of its type. */
export interface ShownEvent {
  threadId: string;
  runId: string;
  seq: number;
  type: string;
}

export type Report =
  /** The first of each process. */
  | { type: 'life'; pid: number }
  /** `reader`: by one subscription for each thread and life; `listener`: by whatever else is told of events. */
  | { type: 'shown'; to: 'reader' | 'listener'; event: ShownEvent }
  /** The provider was called, and given these messages. `token` is the second half of the attempt's key. */
  | { type: 'called'; runId: string; token: number; given: string[] }
  /** A tool has had its effect; `call` is its id in the message. */
  | { type: 'performed'; runId: string; token: number; call: string }
  /** The runtime has asked for what follows the tool's result: it says that the result is recorded. */
  | { type: 'kept'; runId: string; call: string }
  /** `start` was acknowledged. */
  | { type: 'started'; threadId: string; runId: string }
  /** A command is about to be sent. */
  | { type: 'commanding'; runId: string; command: string }
  /** A command was accepted. */
  | { type: 'accepted'; runId: string; command: string };

export type Reporter = (report: Report) => void;

/** Appends to the file. A line that a killed process has left unfinished is ended first. */
export function openReports(file: string): Reporter {
  const descriptor = openSync(file, 'a');
  const text = readFileSync(file, 'utf8');
  if (text !== '' && !text.endsWith('\n')) writeSync(descriptor, '\n');
  return (report) => void writeSync(descriptor, `${JSON.stringify(report)}\n`);
}

/**
 * All reports in order; none if the file is not there.
 *
 * @throws {SyntaxError} for a line that is no JSON, unless its process may have been killed while it wrote it
 */
export function readReports(file: string): Report[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.flatMap((line, index) => {
    try {
      return [JSON.parse(line) as Report];
    } catch (error) {
      const next = lines[index + 1];
      if (next === undefined || next.startsWith('{"type":"life"')) return [];
      throw error;
    }
  });
}
