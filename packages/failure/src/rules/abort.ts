/** Rules for aborts: by the user, or by a timeout of the caller. */
import { both, coded, named, not, type Rule, rule, said } from './rule.ts';

/**
 * Rules for class names and codes of aborts. The rule for `TimeoutError`, which AbortSignal.timeout() throws, is first,
 * because an abort error that wraps a `TimeoutError` does not come from the user.
 */
export const abortRules: readonly Rule[] = [
  rule('abort.timeout', 'timeout', named('TimeoutError')),
  rule(
    'abort',
    'cancelled',
    // Seen in: DOM and Node, the openai and @anthropic-ai/sdk clients, axios, Next.js.
    named('AbortError', 'APIUserAbortError', 'CanceledError', 'ResponseAborted'),
  ),
  // Seen in: Node (errors.html#abort_err), axios, undici.
  rule(
    'abort.code',
    'cancelled',
    coded('ABORT_ERR', 'ERR_CANCELED', 'ERR_ABORTED', 'UND_ERR_ABORTED'),
  ),
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
  // Seen in: Go: `Post "https://…": context canceled`.
  /^(?:.{0,200}: )?context cancell?ed$/,
];

const isSentence = (message: string): boolean => {
  const bare = message
    .slice(0, 300)
    .trim()
    .toLowerCase()
    .replace(/^(?:\w{0,20}error: ?|api error: ?){1,2}/, '')
    .replace(/[.!]$/, '');
  return sentences.some((sentence) => sentence.test(bare));
};

export const abortWords: readonly Rule[] = [
  rule('said.abort', 'cancelled', ({ messages }) => messages.some(isSentence)),
  // The code is gRPC's CANCELLED. Texts of a closed stream are excluded, because HTTP/2 uses the code CANCEL also when
  // the server closes a stream.
  rule(
    'code.cancelled',
    'cancelled',
    both(coded('cancelled', 'canceled'), not(said(/stream closed|rst_stream|reset|disconnect/))),
  ),
];
