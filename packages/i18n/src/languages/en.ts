/** The English texts. Every other language has the same keys and the same placeholders, and its own plural forms. */
import type { FailureKind } from '@perdure/failure';
import type { RunState } from '@perdure/run';
import type { AttemptView } from '@perdure/runtime/view';

// `{{- x}}` keeps i18next from escaping for HTML what only ever becomes text.
export const en = {
  /** How times are written. It comes with the texts, so that a line is never in two languages. */
  locale: 'en',

  /** The line of a run, by its state. */
  run: {
    queued: 'Waiting for its turn',
    running: 'Thinking…',
    retrying: '{{- failure}}, retry {{retry}} of {{maxRetries}} · {{count}} s',
    parked: '{{- failure}}, paused until {{- until}} · retry {{retry}} of {{maxRetries}}',
    awaitingInput: 'Waiting for your answer',
    completed: 'Answer complete',
    failed: '{{- failure}}',
    cancelled: 'Cancelled',
    interrupted: 'Interrupted: {{- failure}}',
  } satisfies Record<RunState, string>,

  /** The same line where the state alone does not say enough. */
  retry: {
    /** Without what ticks: for a screen reader, and for a wait without a deadline. */
    next: '{{- failure}}, retry {{retry}} of {{maxRetries}}',
    /** The deadline has come, or the attempt is under way. */
    now: '{{- failure}}, retry {{retry}} of {{maxRetries}} · now',
    usedUp: '{{- failure}}, gave up after retry {{retry}} of {{maxRetries}}',
    /** It came back the same each time: what is left of the retries would have met it too. */
    repeated_one: '{{- failure}} {{count}} time in a row, at once: gave up early',
    repeated_other:
      '{{- failure}} {{count}} times in a row, each at once and the same: gave up early',
  },

  /** While the answer comes: what was wrong before it is over. */
  answering: {
    first: 'Answering…',
    retry: 'Answering, retry {{retry}} of {{maxRetries}}',
  },

  /** A wait for a quota: it says what is waited for, and a number of retries would say nothing. */
  quota: {
    today: 'Waiting for the quota to reset at {{- until}}',
    later: 'Waiting for the quota to reset on {{- until}}',
  },

  /** What comes next in each state, and what one can do. Of a failure, its own step says more. */
  step: {
    queued: 'It starts by itself once the run before it is over.',
    running: 'You can stop it at any time.',
    retrying: 'It tries again by itself. You can also try now, or cancel.',
    parked: 'It goes on by itself then, even if you leave. You can also try now, or cancel.',
    awaitingInput: 'Answer, and it goes on.',
    completed: 'Ask something else, or ask for another answer.',
    failed: 'Read the details, then try again.',
    cancelled: 'Send the message again if you still want an answer.',
    interrupted: 'Send the message again.',
  } satisfies Record<RunState, string>,

  /** The next step where a failure came back the same each time, whatever its kind. */
  repeatedStep: 'Change something before you try again: the request, the model or the account.',

  /** What went wrong, in a few words, and what one can do about it. */
  failure: {
    rateLimited: { name: 'Rate limited', step: 'Wait a moment, then send the message again.' },
    overloaded: { name: 'Provider overloaded', step: 'Try again in a few minutes.' },
    serverError: { name: 'Server error', step: 'Try again in a few minutes.' },
    timeout: { name: 'No answer in time', step: 'Try again, perhaps with a shorter request.' },
    network: { name: 'Network error', step: 'Check the connection to the provider.' },
    brokenStream: { name: 'Answer cut off', step: 'Send the message again.' },
    quotaExceeded: { name: 'Quota used up', step: 'Check the plan and the billing.' },
    unauthorized: { name: 'Access denied', step: 'Check the API key.' },
    contextOverflow: {
      name: 'Conversation too long',
      step: 'Start a new thread, or shorten the message.',
    },
    contentFiltered: { name: 'Blocked by the content filter', step: 'Put it in other words.' },
    invalidRequest: { name: 'Request refused', step: 'Check the model’s name and the settings.' },
    cancelled: { name: 'Call aborted', step: 'Send the message again.' },
    unknown: { name: 'Unknown error', step: 'Read the details, then try again.' },
  } satisfies Record<FailureKind, { name: string; step: string }>,

  /** How an attempt ended: labels for a timeline. */
  outcome: {
    running: 'under way',
    completed: 'answered',
    failed: '{{- failure}}',
    asked: 'asked you',
    stopped: 'cancelled',
    lost: 'lost with its process',
  } satisfies Record<AttemptView['outcome'], string>,

  timeline: {
    attempt: 'Attempt {{number}}',
    attempts_one: '{{count}} attempt',
    attempts_other: '{{count}} attempts',
    waited: 'waited {{- duration}}',
    discarded: 'half an answer discarded',
    rule: 'rule {{- rule}}',
  },

  /** To be seen, as short as can be. */
  duration: {
    seconds: '{{count}} s',
    minutes: '{{count}} min',
    hours: '{{count}} h',
  },

  /** To be heard. */
  spoken: {
    seconds_one: '{{count}} second',
    seconds_other: '{{count}} seconds',
    minutes_one: '{{count}} minute',
    minutes_other: '{{count}} minutes',
    hours_one: '{{count}} hour',
    hours_other: '{{count}} hours',
  },
} as const;
