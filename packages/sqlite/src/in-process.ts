/** What a process knows of its own files. A thread that opens a file is given it, and gives back what it adds. */

/** The files that this process has open, as `device:inode`. SQLite would mix up the logs of a file that it has by two names. */
export const openHere = new Set<string>();

/** Nonces that this process has given up. Their rows may be in a file that could not be written any more. */
export const released = new Set<string>();

export interface InProcess {
  openHere: ReadonlySet<string>;
  released: ReadonlySet<string>;
}

/** Takes over what another thread knows. Call it while this thread has no file open, because files are closed too. */
export function know(known: InProcess): void {
  openHere.clear();
  for (const key of known.openHere) openHere.add(key);
  for (const nonce of known.released) released.add(nonce);
}
