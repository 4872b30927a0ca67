import { z } from 'zod';
import { Me, type Permission } from '../../protocol/identity.js';

/** An answer that says no, with the service's code for why. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(`${status} ${code}: ${detail}`);
  }
}

const Problem = z.object({ code: z.string(), detail: z.string().optional() });

/** One invented colleague, signed in like any other and working by the same commands. */
export class Staff {
  private cookie = '';
  private me: Me | null = null;

  constructor(
    private readonly url: string,
    private readonly username: string,
    private readonly password: string,
  ) {}

  /** Who the colleague is in the courses of incidents; empty before the first sign-in. */
  get name(): string {
    return this.me?.name ?? '';
  }

  /** The unit the colleague works in; null for none, and before the first sign-in. */
  get unit(): string | null {
    return this.me?.unit ?? null;
  }

  /** Whether the colleague holds a permission, as far as it reaches. */
  may(permission: Permission): boolean {
    return this.me !== null && this.me.permissions[permission] !== 'none';
  }

  /** Signs in unless that is done. @throws Refused */
  async begin(): Promise<void> {
    if (this.me === null) await this.signIn();
  }

  /** Signs in anew. @throws Refused */
  async signIn(): Promise<void> {
    const answer = await this.ask('POST', '/api/v1/auth/login', {
      username: this.username,
      password: this.password,
    });
    this.cookie = answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
    this.me = Me.parse(await (await this.ask('GET', '/api/v1/me')).json());
  }

  /** Reads something. @throws Refused */
  async get<T extends z.ZodType>(path: string, schema: T): Promise<z.infer<T>> {
    return schema.parse(await (await this.signedIn('GET', path)).json());
  }

  /** Gives a command; with `key` once, however often it is tried. Answers the body. @throws Refused */
  async post(path: string, body: object, key?: string): Promise<unknown> {
    const answer = await this.signedIn('POST', path, body, key === undefined ? {} : { 'idempotency-key': key });
    return answer.status === 204 ? null : answer.json();
  }

  /** Sends bytes. Answers the body. @throws Refused */
  async upload(path: string, bytes: Uint8Array<ArrayBuffer>, type: string): Promise<unknown> {
    return (await this.signedIn('POST', path, bytes, { 'content-type': type })).json();
  }

  private async signedIn(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
    try {
      if (this.cookie === '') await this.signIn();
      return await this.ask(method, path, body, headers);
    } catch (error) {
      // A session ends with a restart or a new password: sign in once more.
      if (!(error instanceof Refused) || error.status !== 401) throw error;
      await this.signIn();
      return this.ask(method, path, body, headers);
    }
  }

  private async ask(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
    const isBytes = body instanceof Uint8Array;
    const answer = await fetch(this.url + path, {
      method,
      headers: {
        origin: this.url,
        cookie: this.cookie,
        ...(body && !isBytes ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: isBytes ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body) } : {}),
    });
    if (answer.ok) return answer;
    const problem = Problem.safeParse(await answer.json().catch(() => null));
    throw new Refused(answer.status, problem.data?.code ?? 'unknown', problem.data?.detail ?? '');
  }
}
