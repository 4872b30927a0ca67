import type { IntakeAnswer } from '../../protocol/observation.js';

/** An account signed in over HTTP, as a browser of the same origin would be. */
export interface Client {
  url: string;
  cookie: string;
  get(path: string): Promise<Response>;
  send(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<Response>;
}

/** Signs in and keeps the session cookie. @throws Error with the answer when sign-in is refused */
export async function signIn(url: string, username: string, password: string): Promise<Client> {
  const call = (method: string, path: string, body?: unknown, cookie = '') =>
    fetch(url + path, {
      method,
      headers: { origin: url, cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const answer = await call('POST', '/api/v1/auth/login', { username, password });
  if (!answer.ok) throw new Error(`sign-in of ${username}: ${answer.status} ${await answer.text()}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ');
  return {
    url,
    cookie,
    get: (path) => call('GET', path, undefined, cookie),
    send: (method, path, body) => call(method, path, body, cookie),
  };
}

/** Registers a source and makes a key for it. @returns the key, as shown once */
export async function makeSource(
  admin: Client,
  source: { id: string; streams: string[]; expectEverySeconds?: number; idFrom?: string },
): Promise<string> {
  const made = await admin.send('POST', '/api/v1/sources', { name: source.id, ...source });
  if (!made.ok) throw new Error(`source ${source.id}: ${made.status} ${await made.text()}`);
  const key = await admin.send('POST', `/api/v1/sources/${source.id}/keys`, {});
  if (!key.ok) throw new Error(`key of ${source.id}: ${key.status} ${await key.text()}`);
  return ((await key.json()) as { key: string }).key;
}

/** Posts items as JSON with a source key. */
export async function post(url: string, key: string, items: unknown): Promise<{ status: number; body: IntakeAnswer }> {
  const answer = await fetch(`${url}/api/v1/intake/observations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(items),
  });
  return { status: answer.status, body: (await answer.json()) as IntakeAnswer };
}
