/** axe-core as a script. It is injected by evaluation, because the page's policy allows no foreign scripts. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export const axe = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);
