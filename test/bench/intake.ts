/** npm run bench:intake [-- --short]: intake beside raw COPY and beside a naive service, in interleaved rounds. */
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { Accept } from '../../server/intake/accept.service.js';
import { GroupWriter } from '../../server/intake/group.writer.js';
import type { Waiting } from '../../server/intake/group.js';
import { readItem } from '../../server/intake/item-reader.js';
import { ItemPreparer } from '../../server/intake/item.preparer.js';
import { lines } from '../../server/intake/json-scan.js';
import type { Journal } from '../../server/journal/journal.js';
import { Clock } from '../../server/platform/clock.js';
import { Database } from '../../server/platform/database.js';
import { benchBody } from './intake.items.js';
import { cpuSeconds, fdatasyncMs, median, openStage } from './intake.stage.js';

const SENDING = { format: 'ndjson', transport: 'http' } as const;
const isShort = process.argv.includes('--short');
const shape = isShort
  ? { rounds: 1, rows: 4000, singles: 400, naive: 200, connections: 20, paced: 1000, group: 1000 }
  : { rounds: 5, rows: 40_000, singles: 20_000, naive: 4000, connections: 200, paced: 50_000, group: 2000 };

const stage = await openStage();
const { app, db } = stage;
const postmaster = await postmasterPid();
const { rows: settings } = await db.query<{ path: string }>("select current_setting('data_directory') as path");
const rawFile = pg.escapeLiteral(join(settings[0]?.path ?? '', 'bench.copy'));
let runs = 0;
const figures: Record<string, number[]> = {};
const note = (name: string, value: number): void => void (figures[name] ??= []).push(value);

try {
  const disk = fdatasyncMs();
  await makeRawFile();
  for (let round = 0; round < shape.rounds; round++) {
    note('raw', await raw());
    const without = await writer(new GroupWriter(app.get(Database), silent(), app.get(Clock)), false);
    const full = await writer(app.get(GroupWriter), true);
    note('writer', full.perSecond);
    note('cpu', full.cpu / without.cpu);
    const bulk = await load(stage.url, shape.rows, 1000, 4);
    note('http1000', bulk.perSecond);
    note('single', (await load(stage.url, shape.singles, 1, shape.connections)).perSecond);
    note('naive', (await load(stage.naiveUrl, shape.naive, 1, shape.connections)).perSecond);
  }
  await empty();
  const paced = await load(stage.url, shape.paced, 100, 200, 5000);
  print(disk, paced.p99);
} finally {
  await stage.close();
}
process.exit(0);

/** Rows as the service stores them, in a file of the server: the raw limit copies the very same bytes. */
async function makeRawFile(): Promise<void> {
  await load(stage.url, shape.rows, 1000, 4);
  await db.query(`copy (select * from observation) to ${rawFile}`);
}

async function raw(): Promise<number> {
  await empty();
  const at = performance.now();
  await db.query(`copy observation from ${rawFile}`);
  return (shape.rows * 1000) / (performance.now() - at);
}

/** Prepared rows through the writer, two groups in flight. CPU counts until the readers have caught up. */
async function writer(target: GroupWriter, waits: boolean): Promise<{ perSecond: number; cpu: number }> {
  await empty();
  const groups = prepared();
  const cpu = cpuSeconds(postmaster);
  const at = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < groups.length) await target.write(groups[next++] as Waiting[]);
  };
  await Promise.all([lane(), lane()]);
  const perSecond = (shape.rows * 1000) / (performance.now() - at);
  if (waits) await caughtUp();
  return { perSecond, cpu: cpuSeconds(postmaster) - cpu };
}

function prepared(): Waiting[][] {
  const [preparer, context] = [app.get(ItemPreparer), app.get(Accept).contextOf('bench', SENDING)];
  const run = `w${++runs}`;
  const job = { settle: () => undefined };
  return Array.from({ length: shape.rows / shape.group }, (_, g) => {
    const body = Buffer.from(benchBody(run, g * shape.group, shape.group));
    return lines(body).map((slice, i) => ({ unit: preparer.prepare(readItem(body, slice, true), i, context), job }));
  });
}

async function load(url: string, total: number, perRequest: number, connections: number, perSecond?: number) {
  if (perRequest > 1) await empty();
  const pace = perSecond === undefined ? {} : { perSecond };
  const report = await stage.load({ url, run: `h${++runs}`, total, perRequest, connections, ...pace });
  if (report.refused !== null) throw new Error(`${url} refused a request: ${report.refused}`);
  const sorted = report.latencies.toSorted((a, b) => a - b);
  return { perSecond: (total * 1000) / report.tookMs, p99: sorted[Math.floor(sorted.length * 0.99)] ?? NaN };
}

/** Each round starts on empty tables, with the readers idle. */
async function empty(): Promise<void> {
  await caughtUp();
  await db.query('truncate observation, ingest_key, source_record');
  await db.query('checkpoint');
}

async function caughtUp(): Promise<void> {
  const behind = `select count(*)::int as n from reader where seq < (select coalesce(max(seq), 0) from journal_entry
    where type in ('intake.recorded', 'intake.rejected', 'observation.amended'))`;
  for (;;) {
    const { rows } = await db.query<{ n: number }>(behind);
    if (rows[0]?.n === 0) return;
    await new Promise((resume) => setTimeout(resume, 20));
  }
}

/** A journal that writes nothing: what the writer costs without it and without its readers. */
function silent(): Journal {
  return { append: () => Promise.resolve(0) } as unknown as Journal;
}

async function postmasterPid(): Promise<number> {
  const { rows } = await db.query<{ pid: number }>('select pg_backend_pid() as pid');
  const stat = readFileSync(`/proc/${rows[0]?.pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

function print(diskMs: number, p99Ms: number): void {
  const at = (name: string): number => median(figures[name] ?? []);
  const rounded = (value: number): number => Math.round(value * 1000) / 1000;
  const ratio = {
    writer: rounded(at('writer') / at('raw')),
    http1000: rounded(at('http1000') / at('raw')),
    single: rounded(at('single') / at('naive')),
    cpu: rounded(at('cpu')),
    ack: rounded(p99Ms / diskMs),
  };
  console.table([
    { what: 'server-side COPY (raw), rows/s', measured: Math.round(at('raw')), ratio: 1, wanted: '' },
    { what: 'writer, rows/s', measured: Math.round(at('writer')), ratio: ratio.writer, wanted: '>= 0.55' },
    {
      what: 'HTTP NDJSON 1,000, rows/s',
      measured: Math.round(at('http1000')),
      ratio: ratio.http1000,
      wanted: '>= 0.35',
    },
    { what: 'naive, one per request/s', measured: Math.round(at('naive')), ratio: 1, wanted: '' },
    { what: 'one per request/s', measured: Math.round(at('single')), ratio: ratio.single, wanted: '>= 6' },
    { what: 'CPU with journal and roll-ups', measured: ratio.cpu, ratio: ratio.cpu, wanted: '<= 1.35' },
    {
      what: `ack p99 ms at 5,000/s (fdatasync ${rounded(diskMs)} ms)`,
      measured: rounded(p99Ms),
      ratio: ratio.ack,
      wanted: '<= 40',
    },
  ]);
  const load = loadavg().map((n) => Math.round(n * 100) / 100);
  console.log(
    JSON.stringify({ bench: 'intake', short: isShort, ratio, perSecond: medians(), settings: stage.settings, load }),
  );
}

function medians(): Record<string, number> {
  return Object.fromEntries(
    ['raw', 'writer', 'http1000', 'single', 'naive'].map((n) => [n, Math.round(median(figures[n] ?? []))]),
  );
}
