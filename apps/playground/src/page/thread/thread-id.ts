/** Which thread is shown stands in the address: `#/t/<id>`. */
import { useSyncExternalStore } from 'react';

const pattern = /^#\/t\/([\w-]{1,64})$/;

const readThreadId = (): string => pattern.exec(location.hash)?.[1] ?? '';

export const addressOf = (threadId: string): string => `#/t/${threadId}`;

const newAddress = (): string => addressOf(crypto.randomUUID().slice(0, 8));

/** An address without a thread is given a new one, and is no step in the history. */
export function ensureThreadId(): void {
  if (readThreadId() === '') history.replaceState(null, '', newAddress());
}

export function openNewThread(): void {
  location.hash = newAddress();
}

function subscribe(onChange: () => void): () => void {
  const listen = () => {
    ensureThreadId();
    onChange();
  };
  addEventListener('hashchange', listen);
  return () => removeEventListener('hashchange', listen);
}

export const useThreadId = (): string => useSyncExternalStore(subscribe, readThreadId);
