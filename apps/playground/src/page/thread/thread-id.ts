/** Which thread is shown, and how, stands in the address: `#/t/<id>`, or `#/assistant-ui/<id>`. */
import { useSyncExternalStore } from 'react';

export type Look = 'playground' | 'assistant-ui';

export interface Place {
  look: Look;
  threadId: string;
}

const prefixes: Record<Look, string> = { playground: 't', 'assistant-ui': 'assistant-ui' };

export const addressOf = (threadId: string, look: Look = 'playground'): string =>
  `#/${prefixes[look]}/${threadId}`;

const pattern = /^#\/(t|assistant-ui)\/([\w-]{1,64})$/;

const newAddress = (): string => addressOf(crypto.randomUUID().slice(0, 8));

/** An address without a thread is given a new one, and is no step in the history. */
export function ensureThreadId(): void {
  if (!pattern.test(location.hash)) history.replaceState(null, '', newAddress());
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

export function usePlace(): Place {
  const address = useSyncExternalStore(subscribe, () => location.hash);
  const [, prefix, threadId = ''] = pattern.exec(address) ?? [];
  return { look: prefix === 'assistant-ui' ? 'assistant-ui' : 'playground', threadId };
}
