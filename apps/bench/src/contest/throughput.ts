/** Runs a second, one at a time or many at once. */
let ids = 0;

/** For so many milliseconds, `atOnce` runs at any moment. Resolves with runs a second. */
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
