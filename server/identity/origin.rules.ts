/** What a server calls its own, for judging the Origin of a browser's request. */
export interface OwnOrigins {
  /** PUBLIC_URL. */
  publicUrl: string;
  /** ALLOWED_ORIGINS, each `scheme://host[:port]`. */
  allowed: readonly string[];
}

/** The headers of a request that tell where it comes from. */
export interface Provenance {
  origin: string | undefined;
  host: string | undefined;
  /** `http` or `https`, as the client used it. Given: the address the request came to is own as well. */
  scheme?: string;
  secFetchSite?: string | undefined;
}

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);
const LOOPBACK_ADDRESSES = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/**
 * Judges whether a request that carries our cookie was made by our own page. A missing Origin is foreign: browsers send one with every
 * unsafe method and every WebSocket. A loopback page counts as own only when the service itself was addressed on loopback.
 */
export function isOwnOrigin(from: Provenance, own: OwnOrigins): boolean {
  const origin = originOf(from.origin);
  if (origin === null) return false;
  if (own.allowed.some((a) => originOf(a) === origin)) return true;
  if (from.secFetchSite === 'cross-site') return false;
  if (originOf(own.publicUrl) === origin) return true;
  if (from.scheme !== undefined && originOf(`${from.scheme}://${from.host ?? ''}`) === origin) return true;
  return isLoopbackHost(from.host) && isLoopbackHost(new URL(origin).host);
}

/** Tells whether a Host header names this machine's loopback, with or without a port. */
export function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && LOOPBACK_NAMES.has(host.toLowerCase().replace(/:\d+$/, ''));
}

/** Tells whether a peer address is this machine. */
export function isLoopbackAddress(address: string | undefined): boolean {
  return address !== undefined && LOOPBACK_ADDRESSES.has(address);
}

/** Normalises the origin of an http(s) URL; null for `null`, other schemes and what has user info. */
function originOf(text: string | undefined): string | null {
  if (text === undefined || !URL.canParse(text)) return null;
  const url = new URL(text);
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
  return isWeb && url.username === '' && url.password === '' ? url.origin : null;
}
