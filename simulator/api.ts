import { gzipSync } from 'node:zlib';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { City } from '../protocol/city.js';
import { Situation } from '../protocol/live/situation.js';
import { ObjectImported, ObjectPage } from '../protocol/object.js';
import { RiskPointPage } from '../protocol/risk-point.js';
import { IntakeAnswer } from '../protocol/observation.js';

const KeyedSources = z.array(
  z.object({
    id: z.string(),
    keys: z.array(z.object({ id: z.string(), createdAt: z.string(), revokedAt: z.string().nullable() })),
  }),
);
/** Live keys that a source may have. @source docs/protocol.md */
const MOST_KEYS = 2;
const RETRY_FIRST_MS = 500;
const RETRY_MOST_MS = 15_000;

/** The public surface of a running service, as any stranger would use it. */
export class Api {
  private cookie = '';

  constructor(readonly url: string) {}

  /** Signs in with a demo account and keeps the session. */
  async signIn(username: string, password: string): Promise<void> {
    const answer = await this.request('POST', '/api/v1/auth/login', { username, password });
    this.cookie = answer.headers
      .getSetCookie()
      .map((c) => c.split(';')[0])
      .join('; ');
  }

  async city(): Promise<City> {
    return City.parse(await (await this.request('GET', '/api/v1/city')).json());
  }

  /** The city's own time, epoch ms: the simulator lives on the service's clock, not on this machine's. */
  async cityNow(): Promise<number> {
    return Date.parse((await this.situation()).asOf.at);
  }

  /** When the service last heard of any source, epoch ms; null for a new city. */
  async lastHeard(): Promise<number | null> {
    const times = (await this.situation()).sources.flatMap((s) =>
      s.lastSeenAt === null ? [] : [Date.parse(s.lastSeenAt)],
    );
    return times.length === 0 ? null : Math.max(...times);
  }

  /** How many objects are on the register. */
  async objects(): Promise<number> {
    return ObjectPage.parse(await (await this.request('GET', '/api/v1/objects?limit=1')).json()).total;
  }

  /** Puts objects on the register. @throws Error when a line is refused */
  async importObjects(csv: string): Promise<void> {
    const answer = ObjectImported.parse(await (await this.request('POST', '/api/v1/objects/import', { csv })).json());
    if (answer.rejected.length > 0) throw new Error(`objects refused: ${JSON.stringify(answer.rejected.slice(0, 3))}`);
  }

  /** How many risk points are on the register. */
  async riskPoints(): Promise<number> {
    return RiskPointPage.parse(await (await this.request('GET', '/api/v1/risk-points?limit=1')).json()).total;
  }

  /** Puts risk points on the register. @throws Error when a line is refused */
  async importRiskPoints(csv: string): Promise<void> {
    const sent = await this.request('POST', '/api/v1/risk-points/import', { csv });
    const { rejected } = ObjectImported.parse(await sent.json());
    if (rejected.length > 0) throw new Error(`risk points refused: ${JSON.stringify(rejected.slice(0, 3))}`);
  }

  private async situation(): Promise<Situation> {
    return Situation.parse(await (await this.request('GET', '/api/v1/situation')).json());
  }

  /** Makes a key of a source; the secret is shown this once. A source with two live keys gives up its older one: nobody has it any more. */
  async newKey(source: string): Promise<string> {
    const path = `/api/v1/sources/${source}/keys`;
    const sources = KeyedSources.parse(await (await this.request('GET', '/api/v1/sources')).json());
    const live = (sources.find(({ id }) => id === source)?.keys ?? []).filter((key) => key.revokedAt === null);
    const [oldest] = live.sort((a, b) => a.createdAt.localeCompare(b.createdAt));
    if (oldest && live.length >= MOST_KEYS) await this.request('DELETE', `${path}/${oldest.id}`);
    const body = (await (await this.request('POST', path, {})).json()) as { key: string };
    return body.key;
  }

  /**
   * Sends items as gzipped NDJSON and waits for the commit. Busy, restarting or unreachable services are asked again with the same ids.
   * @returns null when the key is not accepted any more
   */
  async send(key: string, items: readonly object[], signal?: AbortSignal): Promise<IntakeAnswer | null> {
    const body = gzipSync(items.map((item) => JSON.stringify(item)).join('\n'), { level: 1 });
    for (let pause = RETRY_FIRST_MS; ; pause = Math.min(pause * 2, RETRY_MOST_MS)) {
      signal?.throwIfAborted();
      const answer = await fetch(`${this.url}/api/v1/intake/observations`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' },
        body,
        ...(signal ? { signal } : {}),
      }).catch(() => null);
      if (answer && (answer.ok || answer.status === 422)) return readAnswer(answer);
      if (answer && (answer.status === 401 || answer.status === 403)) return null;
      const asked = Number(answer?.headers.get('retry-after') ?? 0) * 1000;
      await answer?.body?.cancel();
      await wait(Math.max(asked, pause * (0.5 + Math.random())), undefined, signal ? { signal } : {});
    }
  }

  private async request(method: string, path: string, body?: object): Promise<Response> {
    const answer = await fetch(this.url + path, {
      method,
      headers: { origin: this.url, cookie: this.cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${(await answer.text()).slice(0, 200)}`);
    return answer;
  }
}

async function readAnswer(answer: Response): Promise<IntakeAnswer> {
  const body: unknown = await answer.json();
  const parsed = IntakeAnswer.safeParse(body);
  return parsed.success ? parsed.data : { accepted: 0, duplicates: 0, rejected: [] };
}
