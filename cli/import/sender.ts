import { IntakeAnswer } from '../../protocol/observation.js';
import type { Item } from './mapping.js';

/** How long a service that is away is waited for, ms. */
const PATIENCE_MS = 120_000;
const PAUSE_MS = 1000;

/** The service refuses this import as a whole; going on would be of no use. */
export class ImportRefused extends Error {}

/** Posts items to the public intake until they are answered for. */
export class Sender {
  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  /** Posts one batch and answers the fate of its items; waits and repeats while the service is away or full. @throws ImportRefused */
  async send(items: readonly Item[]): Promise<IntakeAnswer> {
    const body = items.map((item) => JSON.stringify(item)).join('\n');
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const answer = await this.post(body).catch((error: Error) => error);
      if (!(answer instanceof Error)) {
        if ([200, 207, 422].includes(answer.status)) return IntakeAnswer.parse(await answer.json());
        if (![429, 500, 502, 503, 504, 507].includes(answer.status)) throw await refused(answer);
      }
      if (Date.now() > until) throw new ImportRefused(`${this.url} did not take the rows: ${await wordsOf(answer)}`);
      const seconds = answer instanceof Error ? 0 : Number(answer.headers.get('retry-after') ?? 0);
      await new Promise((resume) => setTimeout(resume, Math.max(PAUSE_MS, seconds * 1000)));
    }
  }

  private post(body: string): Promise<Response> {
    return fetch(`${this.url}/api/v1/intake/observations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.key}`, 'content-type': 'application/x-ndjson' },
      body,
      signal: AbortSignal.timeout(60_000),
    });
  }
}

async function refused(answer: Response): Promise<ImportRefused> {
  return new ImportRefused(`the service refuses the import: ${await wordsOf(answer)}`);
}

async function wordsOf(answer: Response | Error): Promise<string> {
  if (answer instanceof Error) return answer.cause instanceof Error ? answer.cause.message : answer.message;
  return `${answer.status} ${(await answer.text()).slice(0, 300)}`;
}
