/** The two names of the session cookie: `__Host-` needs Secure, which browsers honour over https and on loopback only. */
export const SECURE_COOKIE = '__Host-cb';
export const PLAIN_COOKIE = 'cb';

/**
 * Reads the session token out of a Cookie header; null without one. `allowPlain` also takes the cookie of plain http, and only where
 * that was explicitly allowed: otherwise a neighbouring site could plant it.
 */
export function readCookie(header: string | undefined, allowPlain: boolean): string | null {
  return valueOf(header, SECURE_COOKIE) ?? (allowPlain ? valueOf(header, PLAIN_COOKIE) : null);
}

/** Writes the Set-Cookie header of a session. @param maxAgeS lifetime in seconds; 0 removes the cookie. */
export function writeCookie(token: string, maxAgeS: number, secure: boolean): string {
  const name = secure ? `${SECURE_COOKIE}=${token}; Secure` : `${PLAIN_COOKIE}=${token}`;
  return `${name}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeS}`;
}

function valueOf(header: string | undefined, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim() || null;
  }
  return null;
}
