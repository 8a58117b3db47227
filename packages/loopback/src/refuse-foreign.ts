/**
 * The guard of a server on loopback: programs of this machine and the server's own pages may use the server.
 *
 * Listening on 127.0.0.1 is not enough, because any web page may send requests to 127.0.0.1, and a foreign name may
 * resolve to 127.0.0.1 (DNS rebinding). The guard therefore compares the headers Host, Origin and `Sec-Fetch-Site`. And
 * the headers are not enough, because a client writes them as it likes: the guard looks at the socket's address too.
 */

export interface Refusal {
  /** 421 for a foreign Host, 403 for a foreign Origin and for another machine. */
  status: 421 | 403;
  code: 'foreign-host' | 'foreign-origin' | 'foreign-address';
  detail: string;
}

export interface LoopbackRules {
  /** Origins that may use the server besides its own, compared whole: `https://stately.ai`. @default none */
  origins?: readonly string[];
  /** If true, pages of this machine may use the server too, on any port. @default false */
  anyLocalOrigin?: boolean;
}

/** What the guard reads of a request's socket, which is Node's `net.Socket`. */
export interface Peer {
  /** Address of the other end; undefined for a Unix domain socket, and once a socket is destroyed. */
  readonly remoteAddress?: string | undefined;
  readonly destroyed?: boolean | undefined;
}

type Header = 'host' | 'origin' | 'sec-fetch-site';

const names: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Why the request is refused; undefined if it may pass.
 *
 * @param header gives a header's value by its lower-case name
 * @param peer the request's socket. Without it, the headers alone are read
 */
export function refuseForeign(
  header: (name: Header) => string | undefined,
  { origins = [], anyLocalOrigin = false }: LoopbackRules = {},
  peer?: Peer,
): Refusal | undefined {
  if (peer !== undefined && !isHere(peer)) {
    const detail = 'This server answers programs of its own machine only.';
    return { status: 403, code: 'foreign-address', detail };
  }
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

/**
 * True if the other end is on this machine: 127.0.0.0/8, ::1, the former as IPv6 (RFC 4291 §2.5.5.2), or a Unix domain
 * socket, which has no address. A socket that was destroyed has none either, and may have come from anywhere.
 */
const isHere = ({ remoteAddress, destroyed = false }: Peer): boolean =>
  remoteAddress === undefined
    ? !destroyed
    : /^(?:::1|(?:::ffff:)?127(?:\.\d{1,3}){3})$/i.test(remoteAddress);

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
