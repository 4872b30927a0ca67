import type { PoolClient } from 'pg';
import type { NewEntry } from '../journal/entry.js';
import { uuidv7 } from '../platform/ids.js';
import { writeDeadLetters } from './dead-letter.writer.js';
import { RecordedTally, rejectedFacts } from './facts.rules.js';
import { lateReject, type Outcomes } from './group.js';
import { byKey, claimReserved, RESERVED, takeKeys, type KeyEntry, type KeyHolder } from './key.writer.js';
import { writeObservations, type StoredRow } from './observation.writer.js';
import { readingName, writeReadings } from './reading.writer.js';
import { settleRecords, type PriorMessage } from './record.settler.js';
import type { ReadingRow, Reject, Row } from './row.js';

/** Another writer was faster at something this attempt had read; the whole group is tried again. */
export class GroupConflict extends Error {}

const REUSED = 'intake/key-reused';

/** One attempt at storing a group: keys, records, rows, readings, dead letters, and the facts to append. */
export class GroupTransaction {
  readonly outcomes: Outcomes = new Map();
  private readonly batches = new Map<string, string>();
  private readonly tallies = new Map<string, RecordedTally>();
  private readonly rejects: Reject[] = [];
  private entries: NewEntry[] = [];

  constructor(
    private readonly client: PoolClient,
    private readonly receivedMs: number,
  ) {}

  /** Stores the group and answers the facts about it; the caller appends them and commits. */
  async store(rows: readonly Row[], readings: readonly ReadingRow[], rejects: readonly Reject[]): Promise<NewEntry[]> {
    await this.storeRows(this.withoutTwins(rows));
    await this.storeReadings(readings);
    this.rejects.push(...rejects);
    await this.storeRejects();
    return [
      ...this.recordedFacts(),
      ...this.entries,
      ...rejectedFacts(this.rejects, new Date(this.receivedMs).toISOString()),
    ];
  }

  /** Keeps the first of messages that bear one id; the others are duplicates or reuse it. */
  private withoutTwins(rows: readonly Row[]): Row[] {
    const first = new Map<string, Row>();
    return rows.filter((row) => {
      const name = `${row.source}|${row.key}`;
      const twin = first.get(name);
      if (twin === undefined) return first.set(name, row);
      this.twin(row, twin.content);
      return false;
    });
  }

  private async storeRows(rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return;
    const ids = new Map(rows.map((row) => [row, uuidv7(this.receivedMs)]));
    const idOf = (row: Row) => ids.get(row) as string;
    const { kept, priors } = await this.takeNames(rows, idOf);
    const cells = await settleRecords(this.client, { rows: kept, priors, idOf, receivedMs: this.receivedMs });
    this.entries.push(...cells.amended);
    const stored = kept.map((row): StoredRow => {
      const found = cells.counted.get(row);
      const isPlain = !cells.linked.has(row);
      const counted = isPlain || found !== undefined;
      const [id, batch, cell] = [idOf(row), this.batchOf(row.source, row.isHistory), found?.cell ?? row.cell];
      return { row, id, batch, cell, counted, isOpen: found?.isOpen ?? false };
    });
    await writeObservations(this.client, stored, this.receivedMs);
    for (const { row, id, cell, counted, isOpen } of stored) {
      const { source, stream, occurredMs, road } = row;
      this.tallyOf(row).addRow({ id, source, stream, cell, occurredMs, road, counted, isOpen });
      this.outcomes.set(row, { kind: 'accepted' });
    }
  }

  /** Takes the ids of messages and the names of their records; answers the messages that are new and records known as messages. */
  private async takeNames(
    rows: readonly Row[],
    idOf: (row: Row) => string,
  ): Promise<{ kept: Row[]; priors: Map<string, PriorMessage | null> }> {
    const wanted = new Map<string, KeyEntry & { row: Row | null }>();
    for (const row of rows) {
      const { source, key, content } = row;
      wanted.set(`${source}|${key}`, { source, key, content, observation: idOf(row), row });
    }
    for (const row of rows) {
      const name = `${row.source}|${row.recordKey}`;
      if (wanted.has(name)) continue;
      const { source, recordKey: key } = row;
      wanted.set(name, { source, key, content: RESERVED, observation: idOf(row), row: null });
    }
    const entries = [...wanted.values()].sort(byKey);
    const holders = await takeKeys(this.client, entries, this.receivedMs);
    if (holders.size === 0) return { kept: [...rows], priors: new Map() };
    return this.sortOut(rows, entries, holders);
  }

  private async sortOut(
    rows: readonly Row[],
    entries: readonly (KeyEntry & { row: Row | null })[],
    holders: ReadonlyMap<number, KeyHolder>,
  ): Promise<{ kept: Row[]; priors: Map<string, PriorMessage | null> }> {
    const priors = new Map<string, PriorMessage | null>();
    const refused = new Set<Row>();
    const reserved: KeyEntry[] = [];
    for (const [i, holder] of holders) {
      const entry = entries[i] as KeyEntry & { row: Row | null };
      if (entry.row !== null && holder.content !== RESERVED) {
        this.twin(entry.row, holder.content);
        refused.add(entry.row);
      } else if (entry.row !== null) reserved.push(entry);
      const isMessage = holder.content !== RESERVED;
      priors.set(`${entry.source}|${entry.key}`, isMessage ? { id: holder.observation, ms: holder.receivedMs } : null);
    }
    if (reserved.length > 0 && (await claimReserved(this.client, reserved, this.receivedMs)) < reserved.length) {
      throw new GroupConflict('a reserved name was claimed by another writer');
    }
    return { kept: rows.filter((row) => !refused.has(row)), priors };
  }

  private twin(row: Row, content: string): void {
    if (row.content === content) {
      this.tallyOf(row).addDuplicate();
      this.outcomes.set(row, { kind: 'duplicate' });
      return;
    }
    const detail = 'this id came before with other content; send changes under a new id that names the record';
    this.refuse(row, lateReject(row, REUSED, '/id', detail));
  }

  private async storeReadings(readings: readonly ReadingRow[]): Promise<void> {
    const first = new Map<string, ReadingRow>();
    const distinct = readings.filter((reading) => {
      const name = readingName(reading);
      const twin = first.get(name);
      if (twin === undefined) return first.set(name, reading);
      this.settleReading(reading, twin.value);
      return false;
    });
    const batches = distinct.map((reading) => this.batchOf(reading.source, reading.isHistory));
    const held = await writeReadings(this.client, distinct, batches);
    for (const [i, reading] of distinct.entries()) this.settleReading(reading, held.get(i));
  }

  private settleReading(reading: ReadingRow, held: number | undefined): void {
    const tally = this.tallyOf(reading);
    if (held === undefined) {
      tally.addReading(reading.atMs);
      this.outcomes.set(reading, { kind: 'accepted' });
    } else if (held === reading.value) {
      tally.addDuplicate();
      this.outcomes.set(reading, { kind: 'duplicate' });
    } else {
      const detail = `sensor ${reading.sensor} has another value at this time already`;
      this.refuse(reading, lateReject(reading, REUSED, '/reading/value', detail));
    }
  }

  private refuse(unit: Row | ReadingRow, reject: Reject): void {
    this.rejects.push(reject);
    this.late.set(reject, unit);
  }

  /** Items that are told their fate under another unit than the reject made of them. */
  private readonly late = new Map<Reject, Row | ReadingRow>();

  private async storeRejects(): Promise<void> {
    const letters = this.rejects.map((reject) => ({ id: uuidv7(this.receivedMs), reject }));
    await writeDeadLetters(this.client, letters, this.receivedMs);
    for (const { id, reject } of letters) {
      const { code, pointer, detail } = reject;
      this.outcomes.set(this.late.get(reject) ?? reject, { kind: 'rejected', deadLetterId: id, code, pointer, detail });
    }
  }

  private recordedFacts(): NewEntry[] {
    return [...this.tallies].map(([name, tally]) => {
      const source = name.slice(2);
      return {
        fact: tally.fact(),
        source,
        subject: source,
        batch: this.batchOf(source, name.startsWith('h')),
        isDrill: false,
      };
    });
  }

  /** Live and history of a source are batches apart, so that a batch is exactly what one fact counts. */
  private batchOf(source: string, isHistory: boolean): string {
    const name = tallyName(source, isHistory);
    let batch = this.batches.get(name);
    if (batch === undefined) this.batches.set(name, (batch = uuidv7(this.receivedMs)));
    return batch;
  }

  private tallyOf({ source, isHistory, transport }: Row | ReadingRow): RecordedTally {
    const name = tallyName(source, isHistory);
    let tally = this.tallies.get(name);
    if (tally === undefined) this.tallies.set(name, (tally = new RecordedTally(source, isHistory, this.receivedMs)));
    tally.cameBy(transport);
    return tally;
  }
}

const tallyName = (source: string, isHistory: boolean) => `${isHistory ? 'h' : 'l'}|${source}`;
