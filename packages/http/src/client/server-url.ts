/** The address at which `threadRoutes` is mounted, and the addresses below it. */

/** The address of the server is none to which the path of a thread can be added. */
export class InvalidUrlError extends TypeError {
  override readonly name = 'InvalidUrlError';
  readonly url: string;

  constructor(url: string, why: string) {
    super(`The URL '${url}' ${why}.`);
    this.url = url;
  }
}

/** The global object, typed by hand, because a program that renders on a server compiles without the DOM's types. */
const page = globalThis as { location?: { href: string } };

/**
 * The URL without the slashes at its end.
 *
 * @param url a path, as `/api`, or a full address. Empty for the page's own origin
 * @throws {InvalidUrlError} for another scheme than HTTP, for a query, a fragment and a password, which the addresses of
 *   threads would not have, and for what is no URL
 */
export function toServerUrl(url: string): string {
  if (typeof url !== 'string') throw new InvalidUrlError(String(url), 'is no text');
  // The base is for a path alone, which has the page's address later.
  const parsed = toUrl(url, 'http://localhost');
  if (parsed === undefined) throw new InvalidUrlError(url, 'is no URL');
  if (!/^https?:$/.test(parsed.protocol)) throw new InvalidUrlError(url, 'is not of HTTP');
  if (/[?#]/.test(url)) throw new InvalidUrlError(url, 'has a query or a fragment');
  if (parsed.username !== '' || parsed.password !== '')
    throw new InvalidUrlError(
      `${parsed.origin}${parsed.pathname}`,
      'has a user name or a password',
    );
  return url.trim().replace(/\/+$/, '');
}

/**
 * The full address for a URL that may be relative to the page.
 *
 * @throws {InvalidUrlError} for a path where there is no page
 */
export function toFullUrl(url: string): string {
  const full = toUrl(url, page.location?.href);
  if (full === undefined)
    throw new InvalidUrlError(url, 'is a path, and there is no page to complete it');
  return full.href;
}

function toUrl(url: string, base: string | undefined): URL | undefined {
  try {
    return new URL(url, base);
  } catch {
    return undefined;
  }
}
