export type { BackupOptions } from './backup.ts';
export { BackupError, type BackupObstacle } from './backup-error.ts';
export {
  CorruptFileError,
  DamagedRowError,
  ForeignFileError,
  NewerSchemaError,
  type Obstacle,
  StoreOwnedError,
  UnusableFileError,
} from './errors.ts';
export type { Durability } from './open.ts';
export type { Operations } from './operations.ts';
export { type SqliteStore, type SqliteStoreOptions, sqliteStore } from './sqlite-store.ts';
export type { StoreStats } from './stats.ts';
