/** Keeps the clients from writing to the console: several print frames that they cannot read, and warnings. */

export async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { log, info, warn, error, debug } = console;
  const silent = () => {};
  Object.assign(console, { log: silent, info: silent, warn: silent, error: silent, debug: silent });
  Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false });
  // A client that rejects a promise of its own besides has thrown already, or it is seen as one that has not.
  process.on('unhandledRejection', silent);
  try {
    return await work();
  } finally {
    process.off('unhandledRejection', silent);
    Object.assign(console, { log, info, warn, error, debug });
  }
}
