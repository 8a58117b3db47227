/** axe-core as a script. The page's policy allows no foreign one, so it is put into the page past it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export const axe = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);
