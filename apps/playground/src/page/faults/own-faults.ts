/** Faults with numbers that the user enters: the fields of the form, and the plan made from the fields. */
import type { Fault } from '../../demo-api.ts';

/** Kinds of faults that happen after a call has begun to answer. */
export const breaks = ['cut', 'stall', 'errorFrame', 'endEarly'] as const;

export interface OwnFaults {
  moment: 'before' | 'during';
  status: string;
  /** The `Retry-After` header of the response, seconds; empty for no such header. */
  wait: string;
  how: (typeof breaks)[number];
  /** Tokens sent before the fault. */
  tokens: string;
  /** Number of calls that fail. */
  count: string;
  /** Number of calls that succeed before the first call that fails. */
  first: string;
}

export const startingFaults: OwnFaults = {
  moment: 'before',
  status: '503',
  wait: '',
  how: 'cut',
  tokens: '20',
  count: '1',
  first: '0',
};

export interface Range {
  min: number;
  max: number;
}

export const ranges = {
  status: { min: 400, max: 599 },
  wait: { min: 0, max: 86_400 },
  tokens: { min: 0, max: 500 },
  count: { min: 1, max: 20 },
  first: { min: 0, max: 20 },
} as const satisfies Partial<Record<keyof OwnFaults, Range>>;

/** The plan that the fields make, beginning with the next call; null if a number is missing or out of its range. */
export function planOf(own: OwnFaults): Fault[] | null {
  const fault = faultOf(own);
  const count = numberIn('count', own);
  const first = numberIn('first', own);
  if (fault === null || count === null || first === null) return null;
  return [...times<Fault>(first, { kind: 'ok' }), ...times(count, fault)];
}

function faultOf(own: OwnFaults): Fault | null {
  if (own.moment === 'during') {
    const afterTokens = numberIn('tokens', own);
    return afterTokens === null ? null : { kind: own.how, afterTokens };
  }
  const status = numberIn('status', own);
  if (status === null) return null;
  if (own.wait === '') return { kind: 'status', status };
  const retryAfterSeconds = numberIn('wait', own);
  return retryAfterSeconds === null ? null : { kind: 'status', status, retryAfterSeconds };
}

function numberIn(field: keyof typeof ranges, own: OwnFaults): number | null {
  if (!/^\d+$/.test(own[field])) return null;
  const value = Number(own[field]);
  const { min, max } = ranges[field];
  return value >= min && value <= max ? value : null;
}

const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);
