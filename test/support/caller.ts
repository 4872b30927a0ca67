/** A caller of the HTTP surface: a browser of our own pages (cookie and Origin), or a script with a bearer token. */
export class Caller {
  cookie = '';
  bearer = '';

  constructor(
    readonly url: string,
    readonly origin: string | null = url,
  ) {}

  /** Signs in and keeps the cookie as a browser would. */
  async signIn(username: string, password: string): Promise<Response> {
    const answer = await this.send('POST', '/api/v1/auth/login', { username, password });
    this.keep(answer);
    return answer;
  }

  /** Keeps the cookie of an answer. */
  keep(answer: Response): void {
    const [set] = answer.headers.getSetCookie();
    if (set) this.cookie = set.split(';')[0] ?? '';
  }

  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.url + path, {
      method,
      headers: {
        ...(this.origin !== null && { origin: this.origin }),
        ...(this.cookie && { cookie: this.cookie }),
        ...(this.bearer && { authorization: `Bearer ${this.bearer}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  /** Sends, and reads the answer as JSON whatever its status. */
  async json<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: T }> {
    const answer = await this.send(method, path, body);
    const text = await answer.text();
    return { status: answer.status, body: (text ? JSON.parse(text) : null) as T };
  }
}

/** Signs a person in; fails when that does not work. */
export async function signedIn(url: string, username: string, password: string): Promise<Caller> {
  const caller = new Caller(url);
  const answer = await caller.signIn(username, password);
  if (!answer.ok) throw new Error(`${username} cannot sign in: ${answer.status} ${await answer.text()}`);
  return caller;
}
