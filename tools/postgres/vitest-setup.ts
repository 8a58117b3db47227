/**
 * A PostgreSQL server for all tests of one run of vitest: the one of the environment variable `DATABASE_URL`, or a new one.
 * Each test has a schema of its own in it.
 */
import type { TestProject } from 'vitest/node';
import { PostgresServer } from './index.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const given = process.env.DATABASE_URL;
  if (given !== undefined) {
    provide('postgresUrl', given);
    return async () => {};
  }
  const server = await PostgresServer.start({ settings: { max_connections: 300 } });
  provide('postgresUrl', server.url);
  return () => server.remove();
}
