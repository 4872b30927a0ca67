/** The load generator of bench:intake, in a process of its own so that it does not share the service's loop. */
import { setTimeout as wait } from 'node:timers/promises';
import { BenchConnection, encodeRequest } from './bench-connection.js';
import { benchBody, benchItem } from './intake.items.js';

/** Sends `total` items, `perRequest` in each, over `connections`; paced when `perSecond` (items) is given. */
export interface ClientJob {
  url: string;
  key: string;
  run: string;
  total: number;
  perRequest: number;
  connections: number;
  perSecond?: number;
}
/** `tookMs` from the first request to the last answer; `latencies` ms of each request; `refused` the first answer other than 2xx. */
export interface ClientReport {
  tookMs: number;
  latencies: number[];
  refused: string | null;
}

process.on('message', (job: ClientJob) => {
  void run(job).then(
    (report) => process.send?.(report),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

async function run(job: ClientJob): Promise<ClientReport> {
  // Written out beforehand: the cores are the service's while it is measured.
  const requests = requestsOf(job);
  const connections = await Promise.all(
    Array.from({ length: Math.min(job.connections, requests.length) }, () => BenchConnection.open(job.url)),
  );
  const report: ClientReport = { tookMs: 0, latencies: [], refused: null };
  const send = async (connection: BenchConnection, request: Buffer, at = performance.now()): Promise<void> => {
    const { status, text } = await connection.send(request);
    report.latencies.push(performance.now() - at);
    if (status < 200 || status === 207 || status > 299) report.refused ??= `${status} ${text.slice(0, 300)}`;
  };
  const startedAt = performance.now();
  if (job.perSecond === undefined) await flood(connections, requests, send);
  else await pace(connections, requests, { send, gapMs: (job.perRequest / job.perSecond) * 1000 });
  report.tookMs = performance.now() - startedAt;
  for (const connection of connections) connection.close();
  return report;
}

function requestsOf({ url, key, run: name, total, perRequest }: ClientJob): Buffer[] {
  const isSingle = perRequest === 1;
  const type = isSingle ? 'application/json' : 'application/x-ndjson';
  return Array.from({ length: Math.ceil(total / perRequest) }, (_, i) => {
    const body = isSingle ? JSON.stringify(benchItem(name, i)) : benchBody(name, i * perRequest, perRequest);
    return encodeRequest({ url, key, type, body });
  });
}

/** `at`: the moment from which the latency counts; now when it is left out. */
type Send = (connection: BenchConnection, request: Buffer, at?: number) => Promise<void>;

/** Each connection sends its next request as soon as the last is answered. */
async function flood(connections: readonly BenchConnection[], requests: readonly Buffer[], send: Send): Promise<void> {
  let next = 0;
  const worker = async (connection: BenchConnection): Promise<void> => {
    while (next < requests.length) await send(connection, requests[next++] as Buffer);
  };
  await Promise.all(connections.map(worker));
}

/** Requests start at their times whatever became of the earlier ones; latency counts from when they should have started. */
async function pace(
  connections: readonly BenchConnection[],
  requests: readonly Buffer[],
  { send, gapMs }: { send: Send; gapMs: number },
): Promise<void> {
  const free = [...connections];
  const begun = performance.now();
  const sent: Promise<void>[] = [];
  for (const [i, request] of requests.entries()) {
    const due = begun + i * gapMs;
    const early = due - performance.now();
    if (early > 0) await wait(early);
    const connection = free.pop();
    if (connection === undefined) throw new Error('all connections are busy: the service is slower than the pace');
    sent.push(send(connection, request, due).then(() => void free.push(connection)));
  }
  await Promise.all(sent);
}
