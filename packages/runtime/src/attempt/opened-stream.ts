/** Opens the stream of a provider, and reads it item by item. */
import type { Provider, ProviderRequest } from '../ports/provider.ts';
import { ProviderContractError } from './attempt-errors.ts';
import { isRecord, nameOf } from './fields.ts';

/** A stream whose items are whatever the provider yields. */
export interface OpenedStream {
  /** What the provider gives next, which `checkedResult` reads. */
  next(): unknown;
  /** Ends the stream. Not awaited and without errors, because a provider that hangs does not return either. */
  close(): void;
}

/**
 * Calls the provider.
 *
 * @throws {ProviderContractError} if it does not return an async iterable at once
 * @throws what the provider throws
 */
export function openedStream(provider: Provider, request: ProviderRequest): OpenedStream {
  const iterable: unknown = provider(request);
  const open = (Object(iterable) as Partial<AsyncIterable<unknown>>)[Symbol.asyncIterator];
  const stream: unknown = typeof open === 'function' ? open.call(iterable) : undefined;
  if (!isIterator(stream)) {
    // A promise that nobody else waits for must not end the process.
    if (iterable instanceof Promise) iterable.catch(() => {});
    const found = iterable instanceof Promise ? 'a promise' : nameOf(iterable);
    throw new ProviderContractError(
      `The provider must return an async iterable, as an async generator is, and it returned ${found}.`,
    );
  }
  return {
    next: () => stream.next(),
    close: () => void (async () => stream.return?.())().catch(() => {}),
  };
}

/** @throws {ProviderContractError} if it is no result of an iterator */
export function checkedResult(result: unknown): IteratorResult<unknown> {
  if (isRecord(result)) return result as unknown as IteratorResult<unknown>;
  throw new ProviderContractError(
    `The provider's stream must give results of an iterator, and it gave ${nameOf(result)}.`,
  );
}

const isIterator = (value: unknown): value is AsyncIterator<unknown> =>
  typeof (Object(value) as Partial<AsyncIterator<unknown>>).next === 'function';
