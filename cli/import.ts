import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { loadConfig, type Config } from '../server/platform/config.js';
import { runningService } from '../server/platform/service-lock.js';
import { itemOf, Mapping, type Item } from './import/mapping.js';
import { replayed, replayedMs, type ReplayClock } from './import/replay.js';
import { openRows } from './import/rows.js';
import { ImportRefused, Sender } from './import/sender.js';
import { addAnswer, Checkpoint, summary, type Tally } from './import/tally.js';

const USAGE = 'usage: npm run import -- FILE --map MAP.json --source ID [--speed N|max] [--url URL] [--key KEY]';
const BATCH_ROWS = 1000;
/** A replay sends what has become due this often, ms. */
const TICK_MS = 250;

interface Order {
  file: string;
  mapping: Mapping;
  /** Null keeps the times: history. */
  speed: number | null;
  sender: Sender;
  checkpoint: Checkpoint;
}

/** `npm run import`: a file's rows through the public intake, with progress, resume and summary (docs/import.md). */
try {
  const order = orderOf(process.argv.slice(2), loadConfig());
  const tally = await run(order);
  order.checkpoint.clear();
  console.log(summary(tally));
  process.exit(0);
} catch (error) {
  console.error(error instanceof ImportRefused || error instanceof TypeError ? error.message : error);
  process.exit(1);
}

function orderOf(argv: string[], config: Config): Order {
  const text = { type: 'string' } as const;
  const options = { map: text, source: text, speed: text, url: text, key: text };
  const { values, positionals } = parseArgs({ args: argv, allowPositionals: true, options });
  const [file] = positionals;
  if (!file || !values.map || !values.source) throw new ImportRefused(USAGE);
  const url = (
    values.url ??
    process.env['PUBLIC_URL'] ??
    (runningService(config.dataDir)?.url || config.publicUrl)
  ).replace(/\/$/, '');
  const key = values.key ?? process.env['IMPORT_KEY'];
  if (!key) throw new ImportRefused(howToGetAKey(url, values.source));
  const speed = values.speed === undefined || values.speed === 'max' ? null : Number(values.speed);
  if (speed !== null && !(speed > 0))
    throw new ImportRefused(`--speed ${values.speed}: give a number above 0, or max\n${USAGE}`);
  const mapping = Mapping.parse(JSON.parse(readFileSync(values.map, 'utf8')));
  const name = createHash('sha256')
    .update(JSON.stringify([resolve(file), mapping, values.source, speed, url]))
    .digest('hex');
  const checkpoint = new Checkpoint(join(config.dataDir, 'imports', `${name.slice(0, 16)}.json`));
  return { file, mapping, speed, sender: new Sender(url, key), checkpoint };
}

async function run({ file, mapping, speed, sender, checkpoint }: Order): Promise<Tally> {
  const resumed = checkpoint.read();
  if (resumed !== null) console.log(`Going on after row ${resumed.rows}, where an earlier run was interrupted.`);
  const tally = resumed ?? newTally();
  const { rows, progress } = openRows(file);
  const bar = new SingleBar({ format: '{bar} {percentage}% | {rows} rows | {rate}/s', hideCursor: true });
  const [startedAt, skip] = [performance.now(), tally.rows];
  bar.start(1000, 0, { rows: tally.rows, rate: 0 });
  let number = 0;
  let batch: Item[] = [];
  let batchAt = performance.now();
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    addAnswer(tally, batch.length, await sender.send(batch));
    checkpoint.write(tally);
    batch = [];
    batchAt = performance.now();
    const rate = Math.round((tally.rows - skip) / ((performance.now() - startedAt) / 1000));
    bar.update(Math.floor(progress() * 1000), { rows: tally.rows, rate });
  };
  try {
    for await (const row of rows) {
      number++;
      if (number <= skip) continue;
      const item = itemOf(mapping, row, number);
      if (speed !== null) await untilDue(item, clockOf(tally, speed, item), flush);
      batch.push(speed === null ? item : replayed(item, clockOf(tally, speed, item)));
      if (batch.length >= BATCH_ROWS || (speed !== null && performance.now() - batchAt > TICK_MS)) await flush();
    }
    await flush();
    bar.update(1000, { rows: tally.rows });
  } finally {
    bar.stop();
  }
  return tally;
}

/** Sends what is due and waits for the moment of the next event. */
async function untilDue(item: Item, clock: ReplayClock, flush: () => Promise<void>): Promise<void> {
  const dueMs = replayedMs(clock, Date.parse(String(item['occurredAt'])));
  while (dueMs > Date.now()) {
    await flush();
    await new Promise((resume) => setTimeout(resume, Math.min(TICK_MS, Math.max(0, dueMs - Date.now()))));
  }
}

function clockOf(tally: Tally, speed: number, item: Item): ReplayClock {
  const ms = Date.parse(String(item['occurredAt']));
  if (tally.firstMs === null && !Number.isNaN(ms)) tally.firstMs = ms;
  return { run: tally.run, speed, firstMs: tally.firstMs ?? ms, startedMs: tally.startedMs };
}

function newTally(): Tally {
  const run = randomBytes(4).toString('hex');
  return { rows: 0, accepted: 0, duplicates: 0, rejected: {}, run, startedMs: Date.now(), firstMs: null };
}

function howToGetAKey(url: string, source: string): string {
  return [
    `An import needs a key of source ${source}: give --key or set IMPORT_KEY.`,
    `To get one: sign in at ${url}/admin as admin, register the source "${source}" under 数据源 / Sources, and make a key (shown once).`,
    `Or by script: POST ${url}/api/v1/sources {"id": "${source}", "name": "...", "streams": ["incident"]}, then`,
    `POST ${url}/api/v1/sources/${source}/keys, both with an admin's token (docs/import.md).`,
  ].join('\n');
}
