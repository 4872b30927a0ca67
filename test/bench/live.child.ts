/** The load generator and the readers of bench:live, in a process of their own so that they do not share the service's loop. */
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Situation } from '../../protocol/live/situation.js';
import { connectLive, type LiveReader } from '../support/live-client.js';

/** What the parent asks for. Rates are items a second, durations milliseconds. */
export interface ChildJob {
  url: string;
  key: string;
  cookie: string;
  sockets: number;
  idlePosts: number;
  rate: number;
  perRequest: number;
  loadMs: number;
}
/** Latencies are milliseconds from sending the POST to the patch that counts it. `gaps`: patches that did not apply. */
export interface ChildReport {
  idle: number[];
  load: number[];
  sent: number;
  gaps: number;
  torn: number;
  took: number;
}

/** Readers that fold every patch; the others only check the chain, or folding would be what is measured. */
const FOLDING = 20;
const LOAD_PROBE_WAIT_MS = 15_000;
let made = 0;

process.on('message', (job: ChildJob) => {
  void run(job).then(
    (report) => process.send?.(report),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

async function run(job: ChildJob): Promise<ChildReport> {
  const readers = await connectAll(job);
  const [probe] = readers as [LiveReader];
  const watch = new CountWatch(probe);
  const idle: number[] = [];
  for (let i = 0; i < job.idlePosts; i++) {
    const start = performance.now();
    const counted = watch.total + 1;
    const post = send(job, 1);
    await Promise.all([post, watch.reaches(counted)]);
    idle.push(performance.now() - start);
    // Longer than the channel's pace: an idle channel sends its first frame at once.
    await wait(300);
  }
  const begun = performance.now();
  const { load, sent } = await generate(job, watch);
  const took = performance.now() - begun;
  await wait(2500);
  const torn = await countTorn(job, readers.slice(0, FOLDING));
  const gaps = readers.reduce((sum, reader) => sum + reader.gaps, 0);
  for (const reader of readers) reader.socket.close();
  return { idle, load, sent, gaps, torn, took };
}

async function connectAll(job: ChildJob): Promise<LiveReader[]> {
  const readers: LiveReader[] = [];
  while (readers.length < job.sockets) {
    const some = Array.from({ length: Math.min(50, job.sockets - readers.length) }, () =>
      connectLive(job.url, { cookie: job.cookie }),
    );
    readers.push(...(await Promise.all(some)));
  }
  await Promise.all(readers.map((reader) => reader.watch('situation')));
  while (readers.some((reader) => reader.snapshots.length === 0)) await wait(20);
  for (const reader of readers.slice(FOLDING)) onlyChain(reader);
  return readers;
}

function onlyChain(reader: LiveReader): void {
  reader.socket.off('patch');
  let { seq } = reader.at('situation');
  reader.socket.on('snapshot', (frame) => (seq = frame.seq));
  reader.socket.on('patch', (frame) => {
    if (frame.from !== seq) reader.gaps++;
    seq = frame.seq;
  });
}

/** Tells when the folded situation of one reader has counted so many records. */
class CountWatch {
  private readonly waiting: { total: number; tell: () => void }[] = [];

  constructor(private readonly reader: LiveReader) {
    reader.socket.on('patch', () => this.look());
    reader.socket.on('snapshot', () => this.look());
  }

  get total(): number {
    return this.reader.at('situation').state.totals.lastHour;
  }

  reaches(total: number): Promise<void> {
    if (this.total >= total) return Promise.resolve();
    return new Promise((tell) => this.waiting.push({ total, tell }));
  }

  private look(): void {
    const { total } = this;
    for (let i = this.waiting.length - 1; i >= 0; i--) {
      const one = this.waiting[i];
      if (!one || one.total > total) continue;
      this.waiting.splice(i, 1);
      one.tell();
    }
  }
}

async function generate(job: ChildJob, watch: CountWatch): Promise<{ load: number[]; sent: number }> {
  const base = watch.total;
  const load: number[] = [];
  const open: Promise<void>[] = [];
  const everyMs = (1000 * job.perRequest) / job.rate;
  const begun = performance.now();
  let accepted = 0;
  for (let n = 0; performance.now() - begun < job.loadMs; n++) {
    const due = begun + n * everyMs - performance.now();
    if (due > 0) await wait(due);
    const start = performance.now();
    open.push(
      send(job, job.perRequest).then(async (taken) => {
        accepted += taken;
        // All that was acknowledged until now must show: an upper bound for this request's own records.
        await Promise.race([watch.reaches(base + accepted), wait(LOAD_PROBE_WAIT_MS, undefined, { ref: false })]);
        load.push(performance.now() - start);
      }),
    );
  }
  await Promise.all(open);
  return { load, sent: accepted };
}

async function send(job: ChildJob, n: number): Promise<number> {
  const occurredAt = new Date().toISOString();
  const items = Array.from({ length: n }, () => {
    const i = made++;
    const location = { lon: 120.001 + (i % 199) / 1000, lat: 38.701 + (i % 98) / 1000 };
    return {
      id: `bench-${process.pid}-${i}`,
      stream: 'incident',
      type: i % 2 ? 'acc.infra.gas_leak' : 'incident.other',
      occurredAt,
      location,
    };
  });
  for (;;) {
    const answer = await fetch(`${job.url}/api/v1/intake/observations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${job.key}`, 'content-type': 'application/json' },
      body: JSON.stringify(items),
    });
    if (answer.ok) return ((await answer.json()) as { accepted: number }).accepted;
    if (answer.status !== 429 && answer.status !== 503) throw new Error(`${answer.status} ${await answer.text()}`);
    await wait(Number(answer.headers.get('retry-after') ?? 1) * 1000);
  }
}

async function countTorn(job: ChildJob, readers: readonly LiveReader[]): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const answer = await fetch(`${job.url}/api/v1/situation`, { headers: { cookie: job.cookie } });
    const state = (await answer.json()) as Situation;
    if (readers.every((reader) => reader.at('situation').seq === state.asOf.seq)) {
      return readers.filter((reader) => !isDeepStrictEqual(reader.at('situation').state, state)).length;
    }
    await wait(100);
  }
  return readers.length;
}
