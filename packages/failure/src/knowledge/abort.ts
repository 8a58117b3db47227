/** Knowledge about aborts: by the user, or by a timer of the client. */
import { both, condition, not, says, type Test, withoutStatus } from '../rows/condition.ts';
import { code, name, type Row, sign } from '../rows/row.ts';
import { section } from '../rows/section.ts';
import { amazon } from './providers/names.ts';

/** True unless the caller says that its own signal was not aborted. */
const mayBeOurs = condition('an abort that may be ours', ({ aborted }) => aborted !== false);

const node = 'nodejs.org/api/errors.html';

/** Classes and codes of aborts. */
const aborts: readonly Row[] = [
  name('AbortError', 'dom', 'dom.spec.whatwg.org/#dom-abortsignal-abort'),
  name('APIUserAbortError', 'openai', 'openai/openai-node/src/core/error.ts'),
  name('CanceledError', 'axios', 'axios/axios/lib/cancel/CanceledError.js'),
  name('ResponseAborted', 'next', 'vercel/next.js/packages/next/src/server/web/spec-extension/adapters/next-request.ts'),
  name('RequestAbortedError', 'speakeasy', 'mistralai/client-ts/src/models/errors/httpclienterrors.ts'),
  code('ABORT_ERR', 'node', node),
  code('ERR_CANCELED', 'axios', 'axios/axios/lib/cancel/CanceledError.js'),
  code('ERR_ABORTED', 'chromium', 'chromium/chromium/net/base/net_error_list.h'),
  code('UND_ERR_ABORTED', 'undici', 'nodejs/undici/docs/docs/api/Errors.md'),
];

/** A connection that was reset. Seen in: AWS (@smithy/node-http-handler), which calls `read ECONNRESET` a `TimeoutError`. */
export const renamedReset = condition('a reset connection', ({ codes }) => codes.includes('econnreset') || codes.includes('epipe'));

/**
 * A timeout that is thrown as one, or as the abort of a client's own timer. It comes before the aborts, because an abort
 * error that wraps a `TimeoutError`, which AbortSignal.timeout() throws, does not come from the user.
 */
export const abortTimeouts = section('timeout', 'timeout', [name('TimeoutError', 'dom', 'dom.spec.whatwg.org/#dom-abortsignal-timeout')], { unless: [renamedReset] });

const ours: Test = both(({ aborted }) => aborted === true, withoutStatus.holds);

export const ownAbort = section('abort', 'cancelled', [sign('own-signal', ours, 'runtime', 'dom.spec.whatwg.org/#interface-AbortSignal', 'terminated')], { given: { aborted: true } });

const namesATimeout = condition('names a timeout', says(/timed? ?-?out\b|deadline exceeded/));

/** Seen in: openai-node, whose `Request timed out.` has the abort of its own timer as its cause. */
export const abortTimers = section('timer', 'timeout', aborts, {
  only: [namesATimeout],
  beside: { message: 'Request timed out.' },
});

export const abortCodes = section('abort', 'cancelled', aborts, { only: [mayBeOurs] });

/** The abort of node:http, which AWS and Azure hand on as it is. At other clients it is a connection that was cut. */
export const abortedSockets = section('abort', 'cancelled', [sign('node-http', ({ codes, messages }) => codes.includes('econnreset') && messages.includes('aborted'), 'amazon', 'smithy-lang/smithy-typescript/packages/node-http-handler/src/node-http-handler.ts', { message: 'aborted', code: 'ECONNRESET' })], {
  only: [mayBeOurs, amazon],
  given: { provider: 'amazon' },
});

/** Messages of abort errors. A message must match as a whole. */
const sentences: readonly RegExp[] = [
  // Seen in: openai-node and anthropic-sdk-typescript `Request was aborted.`, DOM `This operation was aborted`.
  /^(?:the |this |your )?(?:request|operation|fetch|call|run|query|task) (?:was |is |has been )?(?:aborted|cancell?ed)$/,
  // Seen in: node-fetch `The user aborted a request.`, Chrome `signal is aborted without reason`, Safari `Fetch is
  // aborted`.
  /^(?:the )?user (?:aborted|cancell?ed|interrupted)(?: (?:a|the) (?:request|operation|run))?$/,
  /^(?:signal is aborted without reason|bodystreambuffer was aborted|fetch is aborted|cancell?ed|aborted)$/,
  /^(?:(?:request|operation|run) )?(?:was )?(?:aborted|cancell?ed|interrupted) by (?:the )?(?:user|client|caller)$/,
  /^(?:request|authentication|login|operation) (?:was )?(?:aborted|cancell?ed) by user$/,
  // Seen in: clients in Spanish, German, French, Chinese, Japanese.
  /^(?:solicitud|petición|operación) cancelada(?: por el usuario)?$|^(?:vom benutzer )?abgebrochen$|^(?:requête|demande) annulée(?: par l'utilisateur)?$|^(?:请求)?已?(?:被)?(?:用户)?取消(?:请求)?$|^キャンセルされました$/,
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
    .replace(/^.{0,200}\berror: ?/, '')
    .replace(/[.!"']{1,3}$/, '');
  return sentences.some((sentence) => sentence.test(bare));
};

/**
 * HTTP/2 uses the code CANCEL also when the server closes a stream, so that such texts rule gRPC's code CANCELLED out.
 */
const closedByServer = condition('closed by the server', says(/stream closed|rst_stream|reset|disconnect/));

const texts: readonly Row[] = [
  sign('text', ({ messages }) => messages.some(isAbortText), 'openai', 'openai/openai-node/src/core/error.ts', 'Request was aborted.'),
  code('cancelled', 'grpc', 'grpc.github.io/grpc/core/md_doc_statuscodes.html', undefined, { unless: closedByServer }),
  code('canceled', 'connect', 'connectrpc.com/docs/protocol', undefined, { unless: closedByServer }),
];

export const abortTexts = section('abort', 'cancelled', texts, { only: [mayBeOurs] });

const notOurs = condition('an abort that is not ours', not(mayBeOurs.holds));

/** An abort although the caller's signal was not aborted: a timer of the client, or a transport, made it. */
export const foreignAborts = section('foreign-abort', 'timeout', [...aborts, ...texts], { only: [notOurs], given: { aborted: false } });
