/** Readables: an observer that throws, the end of a value, and a source that could not be opened. */
import { reporter, type Subscription, Writable, whileSubscribed } from '@perdure/thread';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

const boom = new Error('An observer that throws.');
const throws = () => {
  throw boom;
};

describe('an observer of a value', () => {
  it('that throws is reported and stays subscribed, and the others are told', () => {
    const errors: unknown[] = [];
    const value = new Writable(0, (error) => errors.push(error));
    const [before, after, fails] = [vi.fn(), vi.fn(), vi.fn(throws)];
    for (const observer of [before, fails, after]) value.subscribe(observer);
    value.set(1);
    value.set(2);
    for (const observer of [before, after, fails]) expect(observer.mock.calls).toEqual([[1], [2]]);
    expect(errors).toEqual([boom, boom]);
  });

  it('that throws is reported by the page, or else to the console', async () => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => {});
    const reportError = vi.fn();
    onTestFinished(() => {
      print.mockRestore();
      vi.unstubAllGlobals();
    });
    const toldBy = () => {
      const value = new Writable(0);
      value.subscribe(throws);
      value.set(1);
    };
    toldBy();
    expect(print).toHaveBeenCalledWith('perdure:', boom);
    vi.stubGlobal('reportError', reportError);
    toldBy();
    expect(reportError).toHaveBeenCalledWith(boom);
    reporter(throws)(boom);
    expect(print).toHaveBeenCalledTimes(2);
  });

  it('is completed once, is let go, and is completed at once afterwards', () => {
    const value = new Writable(0, throws);
    const [next, complete, late] = [vi.fn(), vi.fn(), vi.fn()];
    value.subscribe({ next, complete });
    value.subscribe({ complete }).unsubscribe();
    value.complete();
    value.complete();
    value.set(1);
    value.subscribe({ complete: late });
    expect([next, complete, late].map(({ mock }) => mock.calls.length)).toEqual([0, 1, 1]);
  });
});

describe('a source that could not be opened', () => {
  /** A source that fails as often as told. */
  function source(failures: number, during: () => void = () => {}) {
    let open = 0;
    let left = failures;
    const value = new Writable(0);
    const tied = whileSubscribed(value, (): Subscription => {
      during();
      if (left-- > 0) throw boom;
      open++;
      return { unsubscribe: () => void open-- };
    });
    return { ...tied, value, count: () => open };
  }

  it('is opened by the next subscription, which is told, and is closed after the last', () => {
    const { subscribe, isOpen, value, count } = source(2);
    for (let i = 0; i < 2; i++) expect(() => subscribe(() => {})).toThrow(boom);
    expect([isOpen(), count()]).toEqual([false, 0]);
    const told = vi.fn();
    const [first, second] = [subscribe(told), subscribe(told)];
    value.set(1);
    expect([told.mock.calls.length, isOpen(), count()]).toEqual([2, true, 1]);
    for (const { unsubscribe } of [first, first, second]) unsubscribe();
    expect([isOpen(), count()]).toEqual([false, 0]);
  });

  it('is opened again although somebody has subscribed while it was opening', () => {
    const nested: Subscription[] = [];
    const told = vi.fn();
    const { subscribe, count } = source(1, () => {
      if (nested.length === 0) nested.push(subscribe(told));
    });
    expect(() => subscribe(() => {})).toThrow(boom);
    expect(count()).toBe(0);
    const later = subscribe(told);
    expect(count()).toBe(1);
    nested[0]?.unsubscribe();
    expect(count()).toBe(1);
    later.unsubscribe();
    expect(count()).toBe(0);
  });

  it('counts no observer that could not subscribe', () => {
    let open = 0;
    const value = { getSnapshot: () => 0, subscribe: throws };
    const { subscribe } = whileSubscribed(value, () => {
      open++;
      return { unsubscribe: () => void open-- };
    });
    expect(() => subscribe(() => {})).toThrow(boom);
    expect(open).toBe(0);
  });
});
