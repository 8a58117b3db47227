/** Sizes of what an app or a page embeds, minified and gzipped. */
import { bundle } from './bundle.ts';

export interface Bundles {
  /** `@perdure/run`, without XState. Bytes. */
  runMachine: number;
  /** `@perdure/react` and the client of `@perdure/http`, without React and `@xstate/react`. Bytes. */
  reactClient: number;
  /** All that a page loads to show a run: the same with `@perdure/i18n` in six languages, without React. Bytes. */
  page: number;
}

const react = /^react(-dom)?(\/|$)/;

export const measureBundles = async (): Promise<Bundles> => ({
  runMachine: (await bundle('run-machine', [/^xstate(\/|$)/])).gzipBytes,
  reactClient: (await bundle('react-client', [react, '@xstate/react'])).gzipBytes,
  page: (await bundle('page', [react])).gzipBytes,
});
