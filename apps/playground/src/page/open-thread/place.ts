/** The shown thread and its look, as the address names them: `#/t/<id>` or `#/assistant-ui/<id>`, percent-encoded. */
import { checkId } from '@perdure/thread';
import { useSyncExternalStore } from 'react';

export type Look = 'playground' | 'assistant-ui';

export interface Place {
  look: Look;
  threadId: string;
}

const prefixes: Record<Look, string> = { playground: 't', 'assistant-ui': 'assistant-ui' };

export const addressOf = (threadId: string, look: Look = 'playground'): string =>
  `#/${prefixes[look]}/${encodeURIComponent(threadId)}`;

/** The thread and the look that an address names; undefined for an address without a valid thread id. */
export function parseAddress(address: string): Place | undefined {
  const [, prefix, encoded = ''] = /^#\/(t|assistant-ui)\/([^/]+)$/.exec(address) ?? [];
  try {
    const threadId = decodeURIComponent(encoded);
    checkId('thread id', threadId);
    return { look: prefix === 'assistant-ui' ? 'assistant-ui' : 'playground', threadId };
  } catch {
    return undefined;
  }
}

/** The current place. Renders do not read the address itself, because a new one may be invalid until `hashchange`. */
let place: Place | undefined;

/**
 * Reads the address. If it names no thread, the address of a new thread replaces it, without an entry in the history.
 */
export function readAddress(): Place {
  place = parseAddress(location.hash);
  if (place !== undefined) return place;
  history.replaceState(null, '', newAddress());
  return readAddress();
}

export function openNewThread(): void {
  location.hash = newAddress();
}

const newAddress = (): string => addressOf(crypto.randomUUID().slice(0, 8));

function subscribe(onChange: () => void): () => void {
  const listen = () => {
    readAddress();
    onChange();
  };
  addEventListener('hashchange', listen);
  return () => removeEventListener('hashchange', listen);
}

export const usePlace = (): Place => useSyncExternalStore(subscribe, () => place ?? readAddress());
