/**
 * An observable of which one subscriber can't break the others, or the process. rxjs throws what a subscriber throws in a
 * timer of its own, which ends a Node process and with it all of its runs. Here the error is reported instead.
 */
import { type Report, toObserver, tryCall } from '@perdure/thread';
import { Observable, type Operator, Subscriber, type Subscription, type TeardownLogic } from 'rxjs';

type Given<T> = Partial<{
  next(value: T): void;
  error(error: unknown): void;
  complete(): void;
}>;

/**
 * A subscriber that throws stays subscribed, as in rxjs 7. An error of the stream goes to `report` if the subscriber
 * takes no errors. What `pipe` makes of the observable is guarded too; what an app makes of several is its own.
 */
export class GuardedObservable<T> extends Observable<T> {
  readonly #report: Report;

  constructor(report: Report, subscribe?: (subscriber: Subscriber<T>) => TeardownLogic) {
    super(subscribe);
    this.#report = report;
  }

  /** Called by each operator (rxjs 7). */
  override lift<R>(operator?: Operator<T, R>): Observable<R> {
    const lifted = new GuardedObservable<R>(this.#report);
    lifted.source = this;
    lifted.operator = operator;
    return lifted;
  }

  override subscribe(
    observer?: Given<T> | ((value: T) => void) | null,
    error?: ((error: unknown) => void) | null,
    complete?: (() => void) | null,
  ): Subscription {
    if (isSubscriber(observer)) return super.subscribe(observer);
    const given =
      typeof observer === 'object' || !(error || complete)
        ? (observer ?? {})
        : {
            ...(observer && { next: observer }),
            ...(error && { error }),
            ...(complete && { complete }),
          };
    return super.subscribe(new GuardedSubscriber(given, this.#report));
  }
}

/** Calls an app's observer. rxjs subscribes a `Subscriber` as it is, so that nothing stands between the two. */
class GuardedSubscriber<T> extends Subscriber<T> {
  readonly #given: Given<T> | ((value: T) => void);
  readonly #report: Report;

  constructor(given: Given<T> | ((value: T) => void), report: Report) {
    super();
    this.#given = given;
    this.#report = report;
  }

  /** As `tryCall`, but without a closure for each value, because each piece of text comes here for each subscriber. */
  override next(value: T): void {
    if (this.isStopped) return;
    const given = this.#given;
    try {
      const result: unknown = typeof given === 'function' ? given(value) : given.next?.(value);
      if (result instanceof Promise) result.catch(this.#report);
    } catch (error) {
      this.#report(error);
    }
  }

  protected override _error(error: unknown): void {
    const given = toObserver(this.#given);
    if (given.error) tryCall(this.#report, () => given.error?.(error));
    else this.#report(error);
    this.unsubscribe();
  }

  protected override _complete(): void {
    const given = toObserver(this.#given);
    tryCall(this.#report, () => given.complete?.());
    this.unsubscribe();
  }
}

/** True for a subscriber of an operator, also of another copy of rxjs. It catches what is thrown after it. */
const isSubscriber = (observer: unknown): observer is Subscriber<unknown> =>
  typeof observer === 'object' && observer !== null && 'next' in observer && 'add' in observer;
