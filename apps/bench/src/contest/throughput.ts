/** Measures runs a second. */

let ids = 0;

/**
 * Keeps `atOnce` runs under way for a time. Resolves with runs a second.
 *
 * @param ms length of that time, milliseconds
 */
export async function throughput(
  run: (id: string) => Promise<void>,
  atOnce: number,
  ms: number,
): Promise<number> {
  const started = performance.now();
  const end = started + ms;
  let done = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (performance.now() < end) {
        await run(`t${++ids}`);
        done++;
      }
    }),
  );
  return (done / (performance.now() - started)) * 1_000;
}
