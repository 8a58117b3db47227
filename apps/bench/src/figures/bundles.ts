/** Sizes of the bundles that an app or a page embeds, minified and gzipped. */
import { bundle } from './bundle.ts';

export interface Bundles {
  /** Size of `@perdure/run` without XState, bytes. */
  runMachine: number;
  /** Size of `@perdure/react` and the client of `@perdure/http`, without React and `@xstate/react`, bytes. */
  reactClient: number;
  /**
   * Size of all that a page loads to show a run: the modules of `reactClient` with `@perdure/i18n` in six languages,
   * without React, bytes.
   */
  page: number;
}

const react = /^react(-dom)?(\/|$)/;

export const measureBundles = async (): Promise<Bundles> => ({
  runMachine: (await bundle('run-machine', [/^xstate(\/|$)/])).gzipBytes,
  reactClient: (await bundle('react-client', [react, '@xstate/react'])).gzipBytes,
  page: (await bundle('page', [react])).gzipBytes,
});
