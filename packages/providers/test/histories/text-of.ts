/** The report of a history of which a service refuses a request. */
import type { Found } from '@perdure/testkit/histories';
import type { Refusal } from './service.ts';

export const textOf = ({ script, refusal }: Found<Refusal>): string =>
  [
    `${refusal.model} must refuse a request:`,
    ...refusal.problems.map(({ path, rule, message }) => `  ${rule} at ${path}: ${message}`),
    'in this history:',
    JSON.stringify(script, null, 1),
    'The request:',
    JSON.stringify(refusal.body, null, 1),
  ].join('\n');
