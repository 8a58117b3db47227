/** Compares starts, so that a start that is sent again keeps its run id. */
import { isNewFile, type Prompt, type StartOptions } from '@perdure/thread';

export interface Start {
  prompt: Prompt;
  options: Pick<StartOptions, 'model' | 'replaces'>;
}

/** True if both start the same run. Bytes are compared as such, because their JSON form is many times as long. */
export function isSameStart(a: Start, b: Start): boolean {
  const others = bytesIn(b.prompt);
  return (
    withoutBytes(a) === withoutBytes(b) &&
    bytesIn(a.prompt).every((bytes, index) => isSame(bytes, others[index]))
  );
}

const partsOf = (prompt: Prompt) => (typeof prompt === 'string' ? [] : prompt);

const bytesIn = (prompt: Prompt): Uint8Array[] =>
  partsOf(prompt).flatMap((part) =>
    isNewFile(part) && typeof part.data !== 'string' ? [part.data] : [],
  );

/** A start as JSON, with the number of its bytes in the place of the bytes. */
function withoutBytes({ prompt, options }: Start): string {
  const parts = partsOf(prompt).map((part) =>
    isNewFile(part) && typeof part.data !== 'string' ? { ...part, data: part.data.length } : part,
  );
  return JSON.stringify([typeof prompt === 'string' ? prompt : parts, options]);
}

const isSame = (a: Uint8Array, b: Uint8Array | undefined): boolean =>
  b !== undefined && (a === b || a.every((byte, index) => byte === b[index]));
