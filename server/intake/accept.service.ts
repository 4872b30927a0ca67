import { isUtf8 } from 'node:buffer';
import { Inject, Injectable } from '@nestjs/common';
import type { IntakeAnswer, RejectedItem } from '../../protocol/observation.js';
import { Sources } from '../city/sources.js';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import { DomainError } from '../platform/domain-error.js';
import { CityLookups } from './city-lookups.js';
import { CommitQueue, EXPRESS_ROWS } from './commit-queue.js';
import type { Job, Outcome, Waiting } from './group.js';
import { readItem, type RawItem } from './item-reader.js';
import { ItemPreparer, type RequestContext } from './item.preparer.js';
import { elements, lines, type Slice } from './json-scan.js';
import { isAhead, type Came, type Unit } from './row.js';
import { StorageRoom } from './storage-room.js';

/** Items of one request. @source docs/protocol.md §Intake */
export const MAX_ITEMS = 10_000;
/** Items prepared in one go: others get their turn in between. */
const TURN_ITEMS = 500;
/** What makes one JSON value unreadable as a whole. */
const BROKEN = /^(json\/unreadable|text\/not-utf8)$/;
/** City time that passed since a request came, beyond which its clock was wrong rather than slow. */
const LEFT_BEHIND_MS = 1000;
/** Of a body nobody can read, so much is kept for looking at. */
const KEPT_OF_UNREADABLE = 256 * 1024;

export type BodyFormat = 'json' | 'ndjson' | 'cloudevents';

/** How a body is to be read, and what it came by. */
export interface Sending extends Came {
  format: BodyFormat;
}

/** A body with the places of its items. */
interface CutBody {
  body: Buffer;
  slices: readonly Slice[];
  isBodyUtf8: boolean;
  format: BodyFormat;
}

/** Takes requests apart, has their items stored and answers what became of each, after the commit. */
@Injectable()
export class Accept {
  constructor(
    private readonly preparer: ItemPreparer,
    private readonly queue: CommitQueue,
    private readonly city: CityLookups,
    private readonly sources: Sources,
    private readonly clock: Clock,
    private readonly room: StorageRoom,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Stores a body's items. @throws 400 body/unreadable, 413 body/too-many-items, 429, 503, 507 */
  async take(source: string, body: Buffer, sending: Sending): Promise<IntakeAnswer> {
    const context = this.contextOf(source, sending);
    const { format } = sending;
    await this.room.assertRoom();
    this.queue.assertRoom(1, body.length);
    const isBodyUtf8 = isUtf8(body);
    const slices = format === 'ndjson' ? lines(body) : elements(body);
    if (slices === null) return this.unreadable(body, context, 'not one JSON value');
    if (slices.length > MAX_ITEMS) {
      throw new DomainError(413, 'body/too-many-items', `${slices.length} items; send at most ${MAX_ITEMS} a request`);
    }
    const leave = this.queue.admit(slices.length, body.length);
    try {
      return await this.storeSlices({ body, slices, isBodyUtf8, format }, context);
    } finally {
      leave();
    }
  }

  /** Stores prepared items and answers their outcomes. Replays come this way. */
  async store(units: readonly Unit[]): Promise<IntakeAnswer> {
    const answer = new Answer();
    await settled(this.submit(units, units.length, answer));
    return answer.body();
  }

  /** What preparing items of a source needs to know now. @throws 503 source/not-known-yet */
  contextOf(source: string, { format, transport }: Sending): RequestContext {
    const known = this.sources.get(source);
    if (known === undefined) {
      throw new DomainError(503, 'source/not-known-yet', `source ${source} was just registered`, { retryAfterS: 2 });
    }
    const { streams, idFrom } = known;
    const { liveWindowMs } = this.config;
    const isCloudEvents = format === 'cloudevents';
    const of = { source, transport, streams, idFrom };
    return { ...of, receivedMs: this.clock.now(), liveWindowMs, city: this.city, isCloudEvents };
  }

  /** Prepares a body's items in turns, others have theirs in between; each turn waits to be stored as soon as it is ready. */
  private async storeSlices(
    { body, slices, isBodyUtf8, format }: CutBody,
    context: RequestContext,
  ): Promise<IntakeAnswer> {
    const answer = new Answer();
    const stored: Promise<void>[] = [];
    for (let from = 0; from < slices.length; from += TURN_ITEMS) {
      if (from > 0) await new Promise(setImmediate);
      const items = slices.slice(from, from + TURN_ITEMS).map((slice) => readItem(body, slice, isBodyUtf8));
      // In NDJSON a broken line stands alone; in one JSON value it breaks the whole.
      const broken =
        format === 'ndjson' ? undefined : items.find(({ fault }) => fault !== null && BROKEN.test(fault.code));
      if (broken?.fault) {
        await Promise.allSettled(stored);
        return this.unreadable(body, context, broken.fault.detail);
      }
      const units = await this.prepare(items, from, context);
      stored.push(...this.submit(units, slices.length, answer));
    }
    await settled(stored);
    return answer.body();
  }

  /** Prepares items. Nothing is held to be of the future on the word of a clock that the database has left behind: then they are judged again by its time. */
  private async prepare(items: readonly RawItem[], from: number, context: RequestContext): Promise<Unit[]> {
    const units = items.map((item, i) => this.preparer.prepare(item, from + i, context));
    if (!units.some(isAhead)) return units;
    const receivedMs = await this.clock.read();
    if (receivedMs - context.receivedMs < LEFT_BEHIND_MS) return units;
    return items.map((item, i) => this.preparer.prepare(item, from + i, { ...context, receivedMs }));
  }

  /** Urgent items of a large request travel with the small ones. */
  private submit(units: readonly Unit[], requestItems: number, job: Answer): Promise<void>[] {
    const waiting = units.map((unit): Waiting => ({ unit, job }));
    if (requestItems <= EXPRESS_ROWS) return [this.queue.submit('express', waiting)];
    const urgent = waiting.filter(({ unit }) => unit.kind === 'row' && unit.cell.priority === 1);
    if (urgent.length === 0 || urgent.length > EXPRESS_ROWS) return [this.queue.submit('bulk', waiting)];
    const others = waiting.filter((item) => !urgent.includes(item));
    const submitted = [this.queue.submit('express', urgent)];
    if (others.length > 0) submitted.push(this.queue.submit('bulk', others));
    return submitted;
  }

  /** Keeps a body that cannot be read as one dead letter. @throws 400 body/unreadable always */
  private async unreadable(body: Buffer, context: RequestContext, why: string): Promise<never> {
    const code = 'body/unreadable';
    const fault = { code, pointer: '', detail: `the body cannot be read: ${why}` };
    const raw = body.subarray(0, KEPT_OF_UNREADABLE);
    const { rejected } = await this.store([this.preparer.reject({ raw, value: undefined, fault }, 0, fault, context)]);
    const detail = `${fault.detail}; kept as dead letter ${rejected[0]?.deadLetterId}`;
    throw new DomainError(400, code, detail, { errors: [{ ...fault, detail }] });
  }
}

/** Collects the outcomes of one request's items. */
class Answer implements Job {
  private accepted = 0;
  private duplicates = 0;
  private readonly rejected: RejectedItem[] = [];

  settle({ index, itemId }: Unit, outcome: Outcome): void {
    if (outcome.kind === 'accepted') this.accepted++;
    else if (outcome.kind === 'duplicate') this.duplicates++;
    else {
      const { code, pointer, detail, deadLetterId } = outcome;
      this.rejected.push({ index, id: itemId, code, pointer, detail, deadLetterId });
    }
  }

  body(): IntakeAnswer {
    const rejected = this.rejected.sort((a, b) => a.index - b.index);
    return { accepted: this.accepted, duplicates: this.duplicates, rejected };
  }
}

/** Waits for all parts, then fails with the first failure: an answer before that would leave the rest unobserved. */
async function settled(parts: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(parts);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
