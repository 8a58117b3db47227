/**
 * The SQLite saver asks for an older better-sqlite3, which is compiled from source and aborts on Node 24.19 and
 * newer. A hook and not an override in pnpm-workspace.yaml, so that `--ignore-workspace` installs the same.
 */
export const hooks = {
  readPackage(manifest) {
    if (manifest.name === '@langchain/langgraph-checkpoint-sqlite')
      manifest.dependencies['better-sqlite3'] = '13.2.0';
    return manifest;
  },
};
