/**
 * The order of all knowledge: the first section with a row that matches decides an error's kind.
 *
 * Codes and class names come before texts, because a text is weaker evidence. Permanent kinds come before transient
 * ones, because servers send the statuses 429, 413 and 500 for both.
 */

import type { Section } from '../rows/section.ts';
import * as abort from './abort.ts';
import * as auth from './auth.ts';
import * as content from './content.ts';
import { ends, truncatedAnswers } from './ends.ts';
import { gateways } from './gateways.ts';
import * as invalid from './invalid.ts';
import * as load from './load.ts';
import * as network from './network.ts';
import * as overflow from './overflow.ts';
import * as parts from './parts.ts';
import { providers } from './providers/index.ts';
import * as quota from './quota.ts';
import * as servers from './servers.ts';
import { statuses } from './statuses.ts';
import * as streams from './streams.ts';

/** A group of sections. */
export interface Rung {
  readonly rung: string;
  /** Why the rung stands where it does. */
  readonly because: string;
  readonly sections: readonly Section[];
}

export const ladder: readonly Rung[] = [
  {
    rung: 'abort',
    because: 'an abort by the user is no failure of the provider',
    sections: [abort.abortTimeouts, abort.ownAbort, abort.abortTimers, abort.abortCodes, abort.abortedSockets],
  },
  {
    rung: 'provider',
    because: 'a code may have another meaning at one provider',
    sections: providers,
  },
  {
    rung: 'lasting code',
    because: 'a code of a permanent error says more than any text or status',
    sections: [overflow.overflowCodes, content.contentCodes, content.flaggedPrompts, quota.quotaCodes],
  },
  {
    rung: 'lasting text',
    because: 'an empty balance may come with a 500, and a text about the context with the code of a login',
    sections: [
      streams.pagePhrases,
      overflow.overflowPhrases,
      overflow.shortPhrases,
      parts.mediaPhrases,
      overflow.emptyOverflow,
      overflow.sizePhrases,
      parts.largerThanBucket,
      auth.authCodes,
      content.contentPhrases,
      quota.quotaPhrases,
      quota.budgetPhrases,
      quota.resetPhrases,
      quota.dayPhrases,
      auth.authPhrases,
      auth.loginPhrases,
      auth.deniedPhrases,
    ],
  },
  {
    rung: 'refusal',
    because: 'a refusal without a reason is permanent with any status',
    sections: [auth.deniedCodes, network.certificateCodes, network.certificatePhrases, network.wrongAddresses, invalid.wrongModels, invalid.modelPhrases, invalid.invalidPhrases, ...gateways],
  },
  {
    rung: 'passing code',
    because: 'a code of a transient error says more than a status',
    sections: [load.overloadCodes, load.rateLimitCodes, load.crowdedPhrases, load.limitedPhrases, servers.timeoutCodes, servers.exceptionCodes, servers.serverCodes],
  },
  {
    rung: 'status',
    because: 'a status says more than a text without a known reason',
    sections: [load.unavailablePhrases, ...statuses],
  },
  {
    rung: 'connection',
    because: 'without a status, the way in which the connection failed is the best evidence',
    sections: [truncatedAnswers, network.socketTimeouts, streams.streamCodes, network.networkCodes, network.networkNames],
  },
  {
    rung: 'text',
    because: 'texts and general codes are the weakest evidence',
    sections: [invalid.impossibleCalls, invalid.invalidCodes, streams.jsonPhrases, invalid.defects, abort.abortTexts, abort.foreignAborts, load.rateLimitPhrases, load.overloadPhrases, servers.serverPhrases, servers.timeoutPhrases, streams.streamPhrases, streams.framePhrases, network.networkPhrases],
  },
  {
    rung: 'last resort',
    because: 'names and ends give no reason',
    sections: [servers.serverNames, streams.unusableAnswers, streams.rejectedAnswers, streams.streamNames, ...ends, servers.retryPhrases, streams.unreadAnswers],
  },
];

export const sections: readonly Section[] = ladder.flatMap((rung) => rung.sections);
