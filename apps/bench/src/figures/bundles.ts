/** What a bundler makes of the parts that are embedded: minified and gzipped, without their peers. */
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** What an app has anyway, or counts elsewhere. */
const peers = [/^xstate(\/|$)/, /^@xstate\//, /^react(\/|$)/, /^react-dom(\/|$)/, /^rxjs(\/|$)/];

export interface Bundles {
  /** `@perdure/run`, without XState. Bytes. */
  runMachine: number;
  /** `@perdure/react`, with the client of `@perdure/http` and the view; without React, XState and RxJS. Bytes. */
  reactClient: number;
}

export const measureBundles = async (): Promise<Bundles> => ({
  runMachine: await gzipped('run-machine'),
  reactClient: await gzipped('react-client'),
});

async function gzipped(entry: string): Promise<number> {
  // Loaded here: who asks for another figure does not wait for a bundler.
  const { build } = await import('vite');
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: true,
      lib: {
        entry: fileURLToPath(new URL(`./entries/${entry}.ts`, import.meta.url)),
        formats: ['es'],
      },
      rolldownOptions: { external: peers },
    },
  });
  const [bundle] = [result].flat();
  if (bundle === undefined || !('output' in bundle)) throw new Error('The bundler gave nothing.');
  const code = bundle.output.map((file) => ('code' in file ? file.code : '')).join('');
  return gzipSync(code, { level: 9 }).length;
}
