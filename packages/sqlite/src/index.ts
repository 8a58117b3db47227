export { ForeignFileError, NewerSchemaError, StoreOwnedError } from './errors.ts';
export type { Durability } from './open.ts';
export type { Operations } from './operations.ts';
export { type SqliteStore, type SqliteStoreOptions, sqliteStore } from './sqlite-store.ts';
