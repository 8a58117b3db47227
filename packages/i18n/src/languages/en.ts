/** The English texts. Every other language has the same keys and placeholders, and its own plural forms. */
import type { FailureKind } from '@perdure/failure';
import type { RunState } from '@perdure/run/words';
import type { AttemptView, Cut, FinishReason, ToolResultPart } from '@perdure/thread';

// `{{- x}}` turns off i18next's HTML escaping, because the texts are shown as text.
export const en = {
  /** The locale of times. The locale is one of the texts, so that a line is never in two languages. */
  locale: 'en',

  /** The status line of a run, by its state. */
  run: {
    queued: 'Waiting for its turn',
    running: 'Thinking…',
    retrying: '{{- failure}}, retry {{retryCount}} of {{maxRetries}} · {{count}} s',
    parked: '{{- failure}}, paused until {{- until}} · retry {{retryCount}} of {{maxRetries}}',
    awaitingInput: 'Waiting for your answer',
    completed: 'Answer complete',
    failed: '{{- failure}}',
    cancelled: 'Cancelled',
    interrupted: 'Interrupted: {{- failure}}',
  } satisfies Record<RunState, string>,

  /** The status line of a retry, more specific than the text of the state. */
  retry: {
    /** A wait for a retry, without seconds: for a screen reader, and for a wait without a deadline. */
    next: '{{- failure}}, retry {{retryCount}} of {{maxRetries}}',
    /** A retry whose deadline has passed, or whose attempt is under way. */
    now: '{{- failure}}, retry {{retryCount}} of {{maxRetries}} · now',
    usedUp: '{{- failure}}, gave up after retry {{retryCount}} of {{maxRetries}}',
    /** A run that gave up with retries left, because the same failure came back each time. */
    repeated_one: '{{- failure}} {{count}} time in a row, at once: gave up early',
    repeated_other:
      '{{- failure}} {{count}} times in a row, each at once and the same: gave up early',
  },

  /** The wait after an attempt that was lost with its process. It uses up no retry, so that it names none. */
  lost: {
    retrying: 'The app ended; trying again · {{count}} s',
    next: 'The app ended; trying again',
  },

  /** The status line while the answer is written. An earlier failure is not named, because it is out of date. */
  answering: {
    first: 'Answering…',
    retry: 'Answering, retry {{retryCount}} of {{maxRetries}}',
  },

  /** The status line of a completed run that has no whole answer, by its finish reason. */
  ended: {
    length: 'Answer cut off at the length limit',
    toolCalls: 'Stopped after a tool, without an answer',
    empty: 'Ended without an answer',
  } satisfies Record<Exclude<FinishReason, 'stop' | 'other'>, string>,

  /**
   * A wait for a quota. The text names the time of the reset, and not the retry count, because the count would not help
   * the reader.
   */
  quota: {
    today: 'Waiting for the quota to reset at {{- until}}',
    later: 'Waiting for the quota to reset on {{- until}}',
  },

  /** What happens next in each state, and what the user may do. A failure's own `nextAction` is more specific. */
  nextAction: {
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

  /** The `nextAction` of a failure of any kind that came back each time. */
  repeatedNextAction:
    'Change something before you try again: the request, the model or the account.',

  /** What went wrong, in a few words, and what the user may do about it. */
  failure: {
    rateLimited: {
      name: 'Rate limited',
      nextAction: 'Wait a moment, then send the message again.',
    },
    overloaded: { name: 'Provider overloaded', nextAction: 'Try again in a few minutes.' },
    serverError: { name: 'Server error', nextAction: 'Try again in a few minutes.' },
    timeout: {
      name: 'No answer in time',
      nextAction: 'Try again, perhaps with a shorter request.',
    },
    network: { name: 'Network error', nextAction: 'Check the connection to the provider.' },
    brokenStream: { name: 'Answer cut off', nextAction: 'Send the message again.' },
    quotaExceeded: { name: 'Quota used up', nextAction: 'Check the plan and the billing.' },
    unauthorized: { name: 'Access denied', nextAction: 'Check the API key.' },
    contextOverflow: {
      name: 'Conversation too long',
      nextAction: 'Start a new thread, or shorten the message.',
    },
    contentFiltered: {
      name: 'Blocked by the content filter',
      nextAction: 'Put it in other words.',
    },
    invalidRequest: {
      name: 'Request refused',
      nextAction: 'Check the model’s name and the settings.',
    },
    cancelled: { name: 'Call aborted', nextAction: 'Send the message again.' },
    unknown: { name: 'Unknown error', nextAction: 'Read the details, then try again.' },
  } satisfies Record<FailureKind, { name: string; nextAction: string }>,

  /** Marks of a message that is not whole. */
  cut: {
    stopped: 'Stopped by you',
    failed: 'Broken off after a tool had begun',
    refused: 'Refused: not sent again',
  } satisfies Record<Cut, string>,

  /** A tool of which it is unknown whether it has taken effect. */
  missing: {
    stopped: '{{- tool}}: outcome unknown, because it was stopped at work',
    lost: '{{- tool}}: outcome unknown, because its attempt ended first',
  } satisfies Record<NonNullable<ToolResultPart['missing']>, string>,

  /** A question that is asked again, because the answer to it decided nothing. */
  undecided: 'Your last answer decided nothing. Please answer again.',

  /** A held queue: how many prompts wait, and why. */
  held: {
    waiting_one: '{{count}} prompt waits: {{- failure}}',
    waiting_other: '{{count}} prompts wait: {{- failure}}',
    nextAction: 'The queue goes on when you say so, or once the failed run has an answer.',
  },

  /** The outcome of an attempt: labels for a timeline. */
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
    decidedBy: 'recognised by {{- decidedBy}}',
  },

  /** What a run has used. `parts` are the other texts, for the numbers that are known. */
  usage: {
    tokens: 'Tokens: {{- parts}}',
    input: '{{- number}} in',
    cacheRead: '{{- number}} of them cached',
    output: '{{- number}} out',
    reasoning: '{{- number}} of them thinking',
  },

  /** Short forms of durations, to be seen. */
  duration: {
    seconds: '{{count}} s',
    minutes: '{{count}} min',
    hours: '{{count}} h',
  },

  /** Durations in words, for screen readers. */
  spoken: {
    seconds_one: '{{count}} second',
    seconds_other: '{{count}} seconds',
    minutes_one: '{{count}} minute',
    minutes_other: '{{count}} minutes',
    hours_one: '{{count}} hour',
    hours_other: '{{count}} hours',
  },
} as const;
