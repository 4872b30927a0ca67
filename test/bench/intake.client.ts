/** The load generator of bench:intake, in a process of its own so that it does not share the service's loop. */
import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
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
  const isSingle = job.perRequest === 1;
  const bodies = Array.from({ length: Math.ceil(job.total / job.perRequest) }, (_, i) =>
    isSingle ? JSON.stringify(benchItem(job.run, i)) : benchBody(job.run, i * job.perRequest, job.perRequest),
  ).map((text) => Buffer.from(text));
  const agent = new Agent({ keepAlive: true, maxSockets: job.connections });
  const report: ClientReport = { tookMs: 0, latencies: [], refused: null };
  const send = async (body: Buffer): Promise<void> => {
    const at = performance.now();
    const { status, text } = await post(agent, job, body, isSingle ? 'application/json' : 'application/x-ndjson');
    report.latencies.push(performance.now() - at);
    if (status < 200 || status === 207 || status > 299) report.refused ??= `${status} ${text.slice(0, 300)}`;
  };
  const startedAt = performance.now();
  if (job.perSecond === undefined) {
    let next = 0;
    const worker = async (): Promise<void> => {
      while (next < bodies.length) await send(bodies[next++] as Buffer);
    };
    await Promise.all(Array.from({ length: job.connections }, worker));
  } else {
    const gapMs = (job.perRequest / job.perSecond) * 1000;
    const sent = bodies.map(async (body, i) => {
      await wait(i * gapMs);
      await send(body);
    });
    await Promise.all(sent);
  }
  report.tookMs = performance.now() - startedAt;
  agent.destroy();
  return report;
}

function post(
  agent: Agent,
  { url, key }: ClientJob,
  body: Buffer,
  type: string,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': type, 'content-length': body.length };
    const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}
