export { ForeignSchemaError, NewerSchemaError, UnusableDatabaseError } from './errors.ts';
export { InvalidOptionError, type PostgresStoreOptions } from './options.ts';
export { type PostgresStore, postgresStore } from './postgres-store.ts';
