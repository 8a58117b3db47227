/**
 * Parameters of SQL statements, wrapped in a cast. This build of SQLite has STAT4, which prepares a statement again
 * each time a bare `?` is bound on which its plan depends. The new preparation costs ten times the read. The planner
 * does not look into a cast.
 */
export const text = 'CAST(? AS TEXT)';
export const integer = 'CAST(? AS INTEGER)';
