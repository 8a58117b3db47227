/** Makes one bundle as a production build does, and finds its size and its modules. */
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Rollup } from 'vite';

export interface Bundle {
  /** Size of the minified and gzipped bundle, bytes. */
  gzipBytes: number;
  /** Paths of all modules whose code is in the bundle. */
  modules: string[];
}

/**
 * @param entry name of a file in `entries`
 * @param external imports that are left out, because an app has them anyway
 */
export async function bundle(entry: string, external: (string | RegExp)[]): Promise<Bundle> {
  // Vite is imported here, so that the other figures need not load a bundler.
  const { build } = await import('vite');
  const result = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: true,
      lib: {
        entry: fileURLToPath(new URL(`./entries/${entry}.ts`, import.meta.url)),
        formats: ['es'],
      },
      rolldownOptions: { external },
    },
  });
  const [built] = [result].flat();
  if (built === undefined || !('output' in built)) throw new Error('The bundler gave nothing.');
  const chunks = built.output.filter((file): file is Rollup.OutputChunk => file.type === 'chunk');
  return {
    gzipBytes: gzipSync(chunks.map(({ code }) => code).join(''), { level: 9 }).length,
    modules: chunks.flatMap(({ modules }) => Object.keys(modules)),
  };
}
