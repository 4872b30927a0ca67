/** The load generator of bench:live and the readers that fold what they get, one of them timed, in a process of their own so that they do not share the service's loop. */
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Situation } from '../../protocol/live/situation.js';
import type { LiveReader } from '../support/live-client.js';
import { BenchConnection, encodeRequest } from './bench-connection.js';
import { connectAll } from './live.readers.js';

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
/** First answer: idle latencies with the folding readers alone, milliseconds from sending the POST to the patch that counts it. */
export interface IdleReport {
  idle: number[];
}
/** Second answer, asked for by any second message: the same with the crowd there, idle and under load. `gaps`: patches that did not apply. */
export interface ChildReport {
  idle: number[];
  load: number[];
  sent: number;
  gaps: number;
  torn: number;
  took: number;
}

const LOAD_PROBE_WAIT_MS = 15_000;
const RETRY_MS = 1000;
let made = 0;
/** Connections that wait for a request. */
const idle: BenchConnection[] = [];

process.once('message', (job: ChildJob) => {
  void run(job).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});

async function run(job: ChildJob): Promise<void> {
  const readers = await connectAll(job);
  const [probe] = readers as [LiveReader];
  const watch = new CountWatch(probe);
  process.send?.({ idle: await measureIdle(job, watch) } satisfies IdleReport);
  await new Promise((crowdIsThere) => process.once('message', crowdIsThere));
  process.send?.(await measureCrowded(job, watch, readers));
}

async function measureIdle(job: ChildJob, watch: CountWatch): Promise<number[]> {
  const quiet: number[] = [];
  for (let i = 0; i < job.idlePosts; i++) {
    const start = performance.now();
    const counted = watch.total + 1;
    const post = send(job, 1);
    await Promise.all([post, watch.reaches(counted)]);
    quiet.push(performance.now() - start);
    // Longer than the channel's pace: an idle channel sends its first frame at once.
    await wait(300);
  }
  return quiet;
}

async function measureCrowded(job: ChildJob, watch: CountWatch, readers: readonly LiveReader[]): Promise<ChildReport> {
  const quiet = await measureIdle(job, watch);
  const begun = performance.now();
  const { load, sent } = await generate(job, watch);
  const took = performance.now() - begun;
  await wait(2500);
  const torn = await countTorn(job, readers);
  const gaps = readers.reduce((sum, reader) => sum + reader.gaps, 0);
  for (const reader of readers) reader.socket.close();
  return { idle: quiet, load, sent, gaps, torn, took };
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
      // Kinds that open no incident: the way to the live figures is what is timed.
      stream: 'complaint',
      type: i % 2 ? 'complaint.enquiry' : 'complaint.praise',
      occurredAt,
      location,
    };
  });
  const url = `${job.url}/api/v1/intake/observations`;
  const request = encodeRequest({ url, key: job.key, type: 'application/json', body: JSON.stringify(items) });
  for (;;) {
    const connection = idle.pop() ?? (await BenchConnection.open(url));
    const { status, text } = await connection.send(request);
    idle.push(connection);
    if (status === 200) return (JSON.parse(text) as { accepted: number }).accepted;
    if (status !== 429 && status !== 503) throw new Error(`${status} ${text}`);
    await wait(RETRY_MS);
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
