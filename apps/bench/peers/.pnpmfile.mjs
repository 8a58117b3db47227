/**
 * Raises the version of better-sqlite3 for LangGraph's SQLite saver, because the older one is compiled from source and
 * aborts on Node 24.19 and newer. A hook and not an override in pnpm-workspace.yaml, because `--ignore-workspace`
 * ignores that file.
 */
export const hooks = {
  readPackage(manifest) {
    if (manifest.name === '@langchain/langgraph-checkpoint-sqlite')
      manifest.dependencies['better-sqlite3'] = '13.2.0';
    return manifest;
  },
};
