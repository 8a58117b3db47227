export { ForeignSchemaError, NewerSchemaError, UnusableDatabaseError } from './errors.ts';
export type { NodeInfo } from './node.ts';
export { InvalidOptionError, type PostgresStoreOptions } from './options.ts';
export { type AttemptInfo, type PostgresStore, postgresStore } from './postgres-store.ts';
