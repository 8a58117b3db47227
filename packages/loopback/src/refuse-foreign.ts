/**
 * The guard of a server on loopback: programs of this machine and the server's own pages may use the server.
 *
 * Listening on 127.0.0.1 is not enough, because any web page may send requests to 127.0.0.1, and a foreign name may
 * resolve to 127.0.0.1 (DNS rebinding). The guard therefore compares the headers Host, Origin and `Sec-Fetch-Site`. It
 * reads headers only: a server that listens on another address than loopback needs an authentication of its own.
 */

export interface Refusal {
  /** 421 for a foreign Host, 403 for a foreign Origin. */
  status: 421 | 403;
  code: 'foreign-host' | 'foreign-origin';
  detail: string;
}

export interface LoopbackRules {
  /** Origins that may use the server besides its own, compared whole: `https://stately.ai`. @default none */
  origins?: readonly string[];
  /** If true, pages of this machine may use the server too, on any port. @default false */
  anyLocalOrigin?: boolean;
}

type Header = 'host' | 'origin' | 'sec-fetch-site';

const names: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Why the request is refused; undefined if it may pass.
 *
 * @param header gives a header's value by its lower-case name
 */
export function refuseForeign(
  header: (name: Header) => string | undefined,
  { origins = [], anyLocalOrigin = false }: LoopbackRules = {},
): Refusal | undefined {
  const host = header('host') ?? '';
  if (!isOwnName(`http://${host}`)) {
    const detail = 'This server answers to 127.0.0.1 and localhost only.';
    return { status: 421, code: 'foreign-host', detail };
  }
  const origin = header('origin');
  const isNamed = origin !== undefined && origins.includes(origin);
  const isOwn = origin === undefined || origin === `http://${host}`;
  const isLocal = anyLocalOrigin && origin !== undefined && isLocalOrigin(origin);
  // `Sec-Fetch-Site` is read too, because a browser that hides the Origin still says in it whether the page is foreign.
  // For a page of another port it is `same-site`.
  const isForeign = !/^(?:same-origin|none)$/.test(header('sec-fetch-site') ?? 'none');
  if (isNamed || isLocal || (isOwn && !isForeign)) return undefined;
  const detail = 'Pages of another origin may not use this server.';
  return { status: 403, code: 'foreign-origin', detail };
}

const isLocalOrigin = (origin: string): boolean => /^https?:/.test(origin) && isOwnName(origin);

/**
 * True if the URL names this machine in its normal spelling. The parsed URL is compared with the sent text, because the
 * parser also accepts decimal addresses and a trailing dot.
 */
function isOwnName(url: string): boolean {
  const parsed = URL.parse(url);
  const sent = url.toLowerCase().replace(/:80$/, '');
  return parsed !== null && names.has(parsed.hostname) && parsed.origin === sent;
}
