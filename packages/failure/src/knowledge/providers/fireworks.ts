/**
 * Knowledge about Fireworks, which answers 412 if the account is suspended or its spending limit is reached, and for one
 * other reason: an adapter that did not load.
 */
import { condition, says } from '../../rows/condition.ts';
import { status } from '../../rows/row.ts';
import { section } from '../../rows/section.ts';
import { fireworks } from './names.ts';

const ofAnAdapter = condition('an adapter', says(/\blora\b|adapter|failed to load/));

export const fireworksAccount = section('fireworks', 'quotaExceeded', [status(412, 'fireworks', 'docs.fireworks.ai/guides/inference-error-codes')], { only: [fireworks], given: { provider: 'fireworks' }, unless: [ofAnAdapter] });
