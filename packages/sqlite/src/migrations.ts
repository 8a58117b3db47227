/** From one version of the schema to the next: the n-th step leads to `user_version` n. Steps are only added. */
import { lineage, order, schema } from './schema.ts';

export const migrations: readonly string[] = [schema, lineage, order];
