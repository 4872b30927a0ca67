/** The desks of bench:desk and the hand that gives the commands, in a process of their own: one clock, apart from the service's loop. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Incident } from '../../protocol/incident.js';
import { connectLive, type LiveReader } from '../support/live-client.js';

/** What the parent asks for: `commands` one every `everyMs`, whatever became of those before. */
export interface DeskJob {
  url: string;
  cookie: string;
  desks: number;
  commands: number;
  everyMs: number;
}
/** Milliseconds from sending a command to the moment at which every desk had folded it in; `late`: never within {@link GIVE_UP_MS}. */
export interface DeskReport {
  all: number[];
  answered: number[];
  late: number;
  gaps: number;
}

const GIVE_UP_MS = 10_000;
const AT_ONCE = 25;
/** Incidents that commands go to in turn: each is asked anew long after its last command was seen. */
const IN_TURN = 60;

process.once('message', (job: DeskJob) => {
  void run(job).then(
    (report) => process.send?.(report),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

async function run(job: DeskJob): Promise<DeskReport> {
  const desks: LiveReader[] = [];
  while (desks.length < job.desks) {
    const some = Math.min(AT_ONCE, job.desks - desks.length);
    desks.push(
      ...(await Promise.all(Array.from({ length: some }, () => connectLive(job.url, { cookie: job.cookie })))),
    );
  }
  await Promise.all(desks.map((desk) => desk.watch('duty-queue', { params: { filter: 'open' } })));
  while (desks.some((desk) => desk.snapshots.length === 0)) await wait(20);
  const watch = new VersionWatch(desks);
  const ids = (desks[0] as LiveReader)
    .at('duty-queue')
    .state.window.slice(0, IN_TURN)
    .map((card) => card.id);
  const report: DeskReport = { all: [], answered: [], late: 0, gaps: 0 };
  const under: Promise<void>[] = [];
  for (let n = 0; n < job.commands; n++) {
    under.push(command(job, { id: ids[n % ids.length] as string, n }, { watch, report }));
    await wait(job.everyMs);
  }
  await Promise.all(under);
  report.gaps = desks.reduce((sum, desk) => sum + desk.gaps, 0);
  for (const desk of desks) desk.socket.close();
  return report;
}

/** Reminds of an incident, which leaves it in its place in the queue, and waits until every desk shows it. */
async function command(
  { url, cookie }: DeskJob,
  { id, n }: { id: string; n: number },
  { watch, report }: { watch: VersionWatch; report: DeskReport },
): Promise<void> {
  const start = performance.now();
  const answer = await fetch(`${url}/api/v1/incidents/${id}/reminders`, {
    method: 'POST',
    headers: { cookie, origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ reason: `bench ${n}` }),
  });
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  report.answered.push(performance.now() - start);
  const { version } = (await answer.json()) as Incident;
  const reached = await Promise.race([watch.reaches(id, version), wait(GIVE_UP_MS, null, { ref: false })]);
  if (reached === null) report.late++;
  else report.all.push(reached - start);
}

/** Tells when every desk shows an incident in a version. */
class VersionWatch {
  private readonly shown = new Map<string, number[]>();
  private readonly waiting: { id: string; version: number; tell: (at: number) => void }[] = [];

  constructor(private readonly desks: readonly LiveReader[]) {
    desks.forEach((desk, i) => {
      desk.socket.on('patch', () => this.look(desk, i));
      this.look(desk, i);
    });
  }

  reaches(id: string, version: number): Promise<number> {
    if (this.isReached(id, version)) return Promise.resolve(performance.now());
    return new Promise((tell) => this.waiting.push({ id, version, tell }));
  }

  private look(desk: LiveReader, i: number): void {
    for (const { id, version } of desk.at('duty-queue').state.window) {
      const versions = this.shown.get(id) ?? new Array<number>(this.desks.length).fill(0);
      versions[i] = version;
      this.shown.set(id, versions);
    }
    for (const one of [...this.waiting]) {
      if (!this.isReached(one.id, one.version)) continue;
      this.waiting.splice(this.waiting.indexOf(one), 1);
      one.tell(performance.now());
    }
  }

  private isReached(id: string, version: number): boolean {
    const versions = this.shown.get(id);
    return versions !== undefined && versions.every((shown) => shown >= version);
  }
}
