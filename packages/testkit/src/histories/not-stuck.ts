/** How long a runtime may take until something happens. */

/** Real time after which the runtime counts as stuck, milliseconds. Hashing a file takes real time. */
const stuckAfterMs = 20_000;

/** Begins to wait. @returns a function that throws once the runtime counts as stuck */
export function notStuck(): () => void {
  const end = performance.now() + stuckAfterMs;
  return () => {
    if (performance.now() > end) throw new Error('The runtime is stuck.');
  };
}
