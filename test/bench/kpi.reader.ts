/** A reader of the board for bench:kpi, in a process of its own: boards over HTTP, and facts from the source to the live channel. */
import { connectLive } from '../support/live-client.js';

/** What the parent asks for. */
export interface KpiJob {
  url: string;
  cookie: string;
  key: string;
  boards: number;
  facts: number;
  type: string;
  /** The indicator that counts messages of the type. */
  code: string;
}
/** Milliseconds of each, and patches that did not apply. */
export interface KpiReport {
  boards: number[];
  facts: number[];
  values: number;
  gaps: number;
}

/** A fact that is not on the channel by then is an error. */
const PATIENCE_MS = 20_000;
const WARM = 3;

process.once('message', (job: KpiJob) => {
  void run(job).then(
    (report) => process.send?.(report),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

async function run(job: KpiJob): Promise<KpiReport> {
  const { boards, values } = await readBoards(job);
  return { boards, values, ...(await followFacts(job)) };
}

async function readBoards({ url, cookie, boards }: KpiJob): Promise<{ boards: number[]; values: number }> {
  const times: number[] = [];
  let values = 0;
  for (let i = 0; i < boards + WARM; i++) {
    const start = performance.now();
    const answer = await fetch(`${url}/api/v1/kpis?period=month&by=district`, { headers: { cookie } });
    const body = await answer.text();
    if (i >= WARM) times.push(performance.now() - start);
    const { indicators } = JSON.parse(body) as { indicators: { code: string; by: object }[] };
    const own = indicators.filter(({ code }) => code.startsWith('BENCH'));
    values = own.reduce((sum, { by }) => sum + Object.keys(by).length, 0);
  }
  return { boards: times, values };
}

async function followFacts(job: KpiJob): Promise<{ facts: number[]; gaps: number }> {
  const reader = await connectLive(job.url, { cookie: job.cookie });
  await reader.watch('kpi-board', { params: { period: 'month' } });
  const value = () => (reader.states.has('kpi-board') ? reader.at('kpi-board').state.values[job.code]?.value : null);
  await until(() => value() !== null);
  const facts: number[] = [];
  for (let i = 0; i < job.facts; i++) {
    const before = value() ?? 0;
    const start = performance.now();
    await sendOne(job, i);
    await until(() => value() === before + 1);
    facts.push(performance.now() - start);
  }
  reader.socket.disconnect();
  return { facts, gaps: reader.gaps };

  function until(holds: () => boolean): Promise<void> {
    return new Promise((done, fail) => {
      const late = setTimeout(() => fail(new Error('a fact did not come')), PATIENCE_MS);
      const look = () => {
        if (!holds()) return;
        clearTimeout(late);
        reader.socket.off('patch', look).off('snapshot', look);
        done();
      };
      reader.socket.on('patch', look).on('snapshot', look);
      look();
    });
  }
}

async function sendOne({ url, key, type }: KpiJob, i: number): Promise<void> {
  const item = {
    ...{ id: `bench-${process.pid}-${i}`, stream: type.split('.')[0] === 'complaint' ? 'complaint' : 'incident', type },
    ...{ occurredAt: new Date().toISOString(), location: { lon: 120.05, lat: 38.75 } },
  };
  const answer = await fetch(`${url}/api/v1/intake/observations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(item),
  });
  if (answer.status !== 200) throw new Error(`refused: ${await answer.text()}`);
}
