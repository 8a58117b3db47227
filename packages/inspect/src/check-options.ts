/** Checks the options of an inspector. */
import {
  checkFunction,
  checkKnownOptions,
  checkNumber,
  checkObject,
  InvalidOptionError,
} from '@perdure/thread';
import type { InspectorOptions } from './start-inspector.ts';

const names = Object.keys({
  store: true,
  port: true,
  only: true,
  content: true,
  threads: true,
  viewer: true,
  origins: true,
  onError: true,
} satisfies Record<keyof InspectorOptions, true>);

/** @throws {InvalidOptionError} */
export function checkOptions(options: InspectorOptions): void {
  const { store, port, only, content = false, threads, viewer, origins, onError } = options;
  checkKnownOptions('', options, names);
  checkObject('store', store);
  checkNumber('port', port, { min: 0, max: 65_535, whole: true });
  checkObject('only', only);
  checkNumber('threads', threads, { min: 0, max: 10_000, whole: true });
  // A text such as 'false' would show the content.
  if (typeof content !== 'boolean')
    throw new InvalidOptionError('content', 'true or false', content);
  if (viewer !== undefined && !URL.canParse(viewer))
    throw new InvalidOptionError('viewer', 'a URL', viewer);
  if (!Array.isArray(origins) || !origins.every((origin) => typeof origin === 'string'))
    throw new InvalidOptionError('origins', 'a list of texts', origins);
  if (onError !== undefined) checkFunction('onError', onError);
}
