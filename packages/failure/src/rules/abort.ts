/** Rules for aborts: by the user, or by a timeout of the caller. */
import {
  at,
  both,
  coded,
  either,
  named,
  not,
  type Rule,
  rule,
  said,
  type Test,
  unanswered,
} from './rule.ts';

const isOurs: Test = ({ aborted }) => aborted === true;

/** True unless the caller says that its own signal was not aborted. */
const mayBeOurs: Test = ({ aborted }) => aborted !== false;

// Seen in: DOM and Node, the openai and @anthropic-ai/sdk clients, axios, Next.js; the clients by Speakeasy
// (`RequestAbortedError`).
const abort = named(
  'AbortError',
  'APIUserAbortError',
  'CanceledError',
  'ResponseAborted',
  'RequestAbortedError',
);

// Seen in: Node (errors.html#abort_err), axios, undici.
const abortCode = coded('ABORT_ERR', 'ERR_CANCELED', 'ERR_ABORTED', 'UND_ERR_ABORTED');

/**
 * Matches an abort by a timer of the client. Seen in: openai-node, whose `Request timed out.` has the abort of its own
 * timer as its cause.
 */
const byTimer = both(either(abort, abortCode), said(/timed? ?-?out\b|deadline exceeded/));

/**
 * Matches the abort of node:http in the clients that hand it on as it is. Seen in: AWS (NodeHttpHandler), Azure. Other
 * clients throw it for a connection that the server cut.
 */
const ofNodeHttp = at(
  /bedrock|aws|amazon|azure/,
  both(coded('ECONNRESET'), ({ messages }) => messages.some((message) => message === 'aborted')),
);

/**
 * Rules for class names and codes of aborts. The rules for a timeout are first, because an abort error that wraps a
 * `TimeoutError`, which AbortSignal.timeout() throws, does not come from the user.
 */
export const abortRules: readonly Rule[] = [
  rule('abort.timeout', 'timeout', named('TimeoutError')),
  rule('abort.ours', 'cancelled', both(isOurs, unanswered)),
  rule('abort.timer', 'timeout', byTimer),
  rule('abort', 'cancelled', both(mayBeOurs, abort)),
  rule('abort.code', 'cancelled', both(mayBeOurs, abortCode)),
  rule('abort.socket', 'cancelled', both(mayBeOurs, ofNodeHttp)),
];

/**
 * Messages of abort errors. A message must match as a whole. Needed because some errors arrive without their class
 * name.
 */
const sentences: readonly RegExp[] = [
  // Seen in: openai-node and anthropic-sdk-typescript `Request was aborted.`, DOM `This operation was aborted`.
  /^(?:the |this |your )?(?:request|operation|fetch|call|run|query|task) (?:was |is |has been )?(?:aborted|cancell?ed)$/,
  // Seen in: node-fetch `The user aborted a request.`, Chrome `signal is aborted without reason`, Safari `Fetch is
  // aborted`.
  /^(?:the )?user (?:aborted|cancell?ed|interrupted)(?: (?:a|the) (?:request|operation|run))?$/,
  /^(?:signal is aborted without reason|bodystreambuffer was aborted|fetch is aborted|cancell?ed|aborted)$/,
  /^(?:(?:request|operation|run) )?(?:was )?(?:aborted|cancell?ed|interrupted) by (?:the )?(?:user|client|caller)$/,
  // Seen in: @google/generative-ai: `Request aborted when reading from the stream`, `Request aborted when fetching …`.
  /^(?:\[\w{1,30} error\]: )?request aborted when .{1,300}$/,
  // Seen in: Go: `Post "https://…": context canceled`.
  /^(?:.{0,200}: )?context cancell?ed$/,
];

const isAbortText = (message: string): boolean => {
  const bare = message
    .slice(0, 300)
    .trim()
    .toLowerCase()
    .replace(/^(?:\w{0,20}error: ?|api error: ?){1,2}/, '')
    .replace(/[.!]$/, '');
  return sentences.some((sentence) => sentence.test(bare));
};

const abortText: Test = ({ messages }) => messages.some(isAbortText);

/**
 * Matches gRPC's code CANCELLED. Texts of a closed stream are excluded, because HTTP/2 uses the code CANCEL also when
 * the server closes a stream.
 */
const cancelled = both(
  coded('cancelled', 'canceled'),
  not(said(/stream closed|rst_stream|reset|disconnect/)),
);

export const abortWords: readonly Rule[] = [
  rule('said.abort', 'cancelled', both(mayBeOurs, abortText)),
  rule('code.cancelled', 'cancelled', both(mayBeOurs, cancelled)),
  // An abort is left over here only if the caller's signal was not aborted.
  rule('abort.foreign', 'timeout', either(abort, abortCode, abortText, cancelled)),
];
