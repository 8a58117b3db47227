/** Moving between a SQLite file and a PostgreSQL schema. Needs `better-sqlite3`. */
export { MoveError, type MoveProgress, move, type Source, type Target } from './move.ts';
export { postgresSource, postgresTarget } from './postgres-side.ts';
export { sqliteSource, sqliteTarget } from './sqlite-side.ts';
