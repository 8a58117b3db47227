/** Values that look like errors, and values that defend themselves. */
import fc from 'fast-check';

const keys = [
  'error',
  'errors',
  'cause',
  'code',
  'type',
  'status',
  'statusCode',
  'message',
  'headers',
  'responseBody',
  'data',
  'details',
  'name',
  'resets_at',
  'retryDelay',
  'metadata',
  'raw',
  'error_code',
  'error_msg',
  'base_resp',
  'header',
  'Response',
  'Error',
  'finish_reason',
  'promptFeedback',
  'upstreamBody',
  'rawResponse',
  '$response',
  'httpResponse',
  'delta',
  'path',
  'finishReason',
];

/** Random values with the fields of errors. */
export const errorLike = fc.letrec((tie) => ({
  error: fc.oneof(
    { maxDepth: 6 },
    fc.string(),
    fc.integer({ min: -10, max: 700 }),
    fc.anything(),
    fc.dictionary(fc.constantFrom(...keys), tie('error')),
    fc.array(tie('error'), { maxLength: 3 }),
  ),
})).error;

const no = () => {
  throw new Error('no');
};

/** Values that throw at every access, revoked proxies and circular errors, each with its name. */
export function hostileErrors(): [name: string, error: unknown][] {
  const hostile = new Proxy({}, { get: no, has: no, ownKeys: no });
  const { proxy: revoked, revoke } = Proxy.revocable({}, {});
  revoke();
  const circular: Record<string, unknown> = { message: 'round' };
  circular.cause = { error: circular, errors: [circular], data: [circular, { error: circular }] };
  const inside = (name: string, value: unknown): [string, unknown][] => [
    [name, value],
    [`${name} in a field`, { error: value }],
    [`${name} in a cause`, { cause: value }],
    [`${name} in a list`, [value]],
    [`${name} as headers`, { headers: value }],
  ];
  return [
    ...inside('a value that throws at every access', hostile),
    ...inside('a revoked proxy', revoked),
    ...inside('a circular error', circular),
  ];
}
