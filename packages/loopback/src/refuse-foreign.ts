/**
 * The guard of a server on loopback: programs of this machine and the server's own pages may use it.
 *
 * Listening on 127.0.0.1 is not enough, because any page may send requests there, and a foreign name may resolve to
 * 127.0.0.1 (DNS rebinding). So the guard compares Host, Origin and `Sec-Fetch-Site`. It reads headers only: who listens
 * on another address than loopback needs an authentication of its own.
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
  /** Pages of this machine may use the server too, on any port. @default false */
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
  // A browser that hides the Origin still says whether the page is foreign; a page of another port is `same-site`.
  const isForeign = !/^(?:same-origin|none)$/.test(header('sec-fetch-site') ?? 'none');
  if (isNamed || isLocal || (isOwn && !isForeign)) return undefined;
  const detail = 'Pages of another origin may not use this server.';
  return { status: 403, code: 'foreign-origin', detail };
}

const isLocalOrigin = (origin: string): boolean => /^https?:/.test(origin) && isOwnName(origin);

/**
 * True if the URL names this machine in its normal spelling. Compared with the sent text, because the parser also accepts
 * decimal addresses and a trailing dot.
 */
function isOwnName(url: string): boolean {
  const parsed = URL.parse(url);
  const sent = url.toLowerCase().replace(/:80$/, '');
  return parsed !== null && names.has(parsed.hostname) && parsed.origin === sent;
}
