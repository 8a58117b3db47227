/** Errors in OpenAI's JSON shape, with the usual code and message of each status. */
export interface OpenAiError {
  error: { message: string; type: string; param: string | null; code: string | null };
}

interface KnownError {
  status: number;
  code: string | null;
  type: string;
  message: string;
}

const serverErrorMessage =
  'The server had an error while processing your request. Sorry about that!';

/** The first row with a status is the default of that status. The other rows are found by their code. */
const knownErrors: readonly KnownError[] = [
  known(400, null, 'invalid_request_error', 'The request is invalid.'),
  known(
    400,
    'context_length_exceeded',
    'invalid_request_error',
    "This model's maximum context length is 8192 tokens. Please reduce the length of the messages.",
  ),
  known(
    400,
    'content_filter',
    'invalid_request_error',
    'The prompt was refused because it triggered the content filter. Please change it and try again.',
  ),
  known(401, 'invalid_api_key', 'invalid_request_error', 'Incorrect API key provided.'),
  known(402, 'insufficient_credits', 'billing_error', 'Your account has run out of credits.'),
  known(403, 'permission_denied', 'invalid_request_error', 'You may not use this model.'),
  known(404, 'model_not_found', 'invalid_request_error', 'The model does not exist.'),
  known(408, 'request_timeout', 'server_error', 'The request took too long.'),
  known(413, 'request_too_large', 'invalid_request_error', 'The request is too large.'),
  known(429, 'rate_limit_exceeded', 'requests', 'Rate limit reached. Please try again later.'),
  known(
    429,
    'insufficient_quota',
    'insufficient_quota',
    'You exceeded your current quota, please check your plan and billing details.',
  ),
  known(500, null, 'server_error', serverErrorMessage),
  known(502, 'bad_gateway', 'server_error', 'Bad gateway.'),
  known(503, 'service_unavailable', 'server_error', 'The server is overloaded or not ready yet.'),
  known(504, 'gateway_timeout', 'server_error', 'The gateway timed out.'),
  known(529, 'overloaded', 'overloaded_error', 'Overloaded.'),
];

function known(status: number, code: string | null, type: string, message: string): KnownError {
  return { status, code, type, message };
}

function unknownError(status: number): KnownError {
  const type = status < 500 ? 'invalid_request_error' : 'server_error';
  return known(status, null, type, `Error ${status}.`);
}

/** Texts that replace the usual code and message. `param`: the invalid field of the request. */
export interface Wording {
  code?: string | undefined;
  message?: string | undefined;
  param?: string | undefined;
}

/** The body of an error with this status. Fields that `wording` lacks have their usual values. */
export function openAiError(status: number, wording: Wording = {}): OpenAiError {
  const ofStatus = knownErrors.filter((row) => row.status === status);
  const usual =
    ofStatus.find((row) => row.code === wording.code) ?? ofStatus[0] ?? unknownError(status);
  const { code = usual.code, message = usual.message, param = null } = wording;
  return { error: { message, type: usual.type, param, code } };
}

/** The error as an HTTP response. */
export function errorResponse(
  status: number,
  wording?: Wording,
  headers: Record<string, string> = {},
): Response {
  return Response.json(openAiError(status, wording), { status, headers });
}
