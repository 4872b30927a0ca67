import { Injectable } from '@nestjs/common';
import { ObservationInput } from '../../protocol/observation.js';
import type { SourceRow } from '../city/city-rows.js';
import { Secret } from '../platform/secret.js';
import { openCloudEvent } from './cloudevent.normaliser.js';
import { contentHash, keyHash } from './content-hash.js';
import { inputFault } from './input-fault.rules.js';
import { shownId, type RawItem } from './item-reader.js';
import { canonical, storable } from './json-value.rules.js';
import { commonFault, normaliseObservation, type ItemContext } from './observation.normaliser.js';
import { normaliseReading } from './reading.normaliser.js';
import type { Came, ItemFault, ReadingRow, Reject, Row, Unit } from './row.js';

/** What all items of one request share. */
export interface RequestContext extends ItemContext, Came {
  idFrom: SourceRow['idFrom'];
  /** Whether items are CloudEvents. */
  isCloudEvents: boolean;
}

/** Where an item stands in its request, and its bytes still to be sealed. */
interface Sent {
  index: number;
  itemId: string | null;
  raw: Buffer;
}

/** Turns one item as it was sent into what will be stored, or into a reject that says why not. Never throws for what was sent. */
@Injectable()
export class ItemPreparer {
  constructor(private readonly secret: Secret) {}

  /** Validates, normalises, hashes and seals one item. */
  prepare(item: RawItem, index: number, context: RequestContext): Unit {
    if (item.fault !== null) return this.reject(item, index, item.fault, context);
    const opened = context.isCloudEvents ? this.unwrap(item.value, context) : { item: item.value };
    if ('fault' in opened) return this.reject(item, index, opened.fault, context);
    const parsed = ObservationInput.safeParse(opened.item);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const fault = issue
        ? inputFault(issue, opened.item)
        : { code: 'item/invalid-value', pointer: '', detail: 'not valid' };
      return this.reject(item, index, fault, context);
    }
    const fault = commonFault(parsed.data, context);
    if (fault !== null) return this.reject(item, index, fault, context);
    // The parsed copy of a record drops a name such as __proto__; what was sent is kept whole.
    const { attributes } = opened.item as ObservationInput;
    if (attributes !== undefined) parsed.data.attributes = attributes;
    const place: Sent = { index, itemId: parsed.data.id ?? null, raw: item.raw };
    const unit =
      parsed.data.reading === undefined
        ? this.row(parsed.data, place, context)
        : this.reading(parsed.data, place, context);
    return 'code' in unit ? this.reject(item, index, unit, context) : unit;
  }

  /** Makes a reject of an item, its bytes sealed. */
  reject(item: RawItem, index: number, fault: ItemFault, context: Pick<ItemContext, 'source'>): Reject {
    // A parser's message quotes what it read, NUL and all.
    const said = { code: fault.code, pointer: storable(fault.pointer), detail: storable(fault.detail) };
    const raw = this.secret.seal(item.raw);
    const place = { index, itemId: shownId(item.value) };
    const { sensor } = fault;
    return {
      ...{ kind: 'reject', source: context.source, ...place, ...said, raw, bytes: item.raw.length },
      ...(sensor !== undefined && { sensor }),
    };
  }

  private unwrap(event: unknown, context: RequestContext): ReturnType<typeof openCloudEvent> {
    return openCloudEvent(event, (type) => {
      const [only] = context.streams.length === 1 ? context.streams : [];
      return context.city.catalogue.get(type)?.stream ?? only ?? null;
    });
  }

  private row(item: ObservationInput, sent: Sent, context: RequestContext): Row | ItemFault {
    const { attributes, reporter } = item;
    const attributesText = attributes === undefined ? null : canonical(attributes);
    const normal = normaliseObservation(item, attributesText, context);
    if ('code' in normal) return normal;
    item.attributes = undefined;
    const content = contentHash(JSON.stringify(item) + (attributesText ?? ''));
    item.attributes = attributes;
    const id = item.id ?? (context.idFrom === 'content' ? content : null);
    if (id === null) {
      const detail = 'the message has no id; give each message one, or register the source with idFrom: content';
      return { code: 'intake/id-missing', pointer: '/id', detail };
    }
    const record = item.record ?? id;
    const key = keyHash(id);
    // Spelt out: spreading objects of this size costs more than validating them.
    return {
      kind: 'row',
      index: sent.index,
      itemId: sent.itemId,
      source: context.source,
      transport: context.transport,
      key,
      content,
      record,
      recordKey: record === id ? key : keyHash(record),
      linked: item.record !== undefined || item.state !== undefined,
      stream: item.stream,
      typeSent: normal.typeSent,
      cell: normal.cell,
      says: normal.says,
      occurredMs: normal.occurredMs,
      road: normal.road,
      title: item.title ?? null,
      body: item.description ?? null,
      attributes: normal.attributes,
      flags: normal.flags,
      isHistory: normal.isHistory,
      state: normal.state,
      reporter: reporter === undefined ? null : this.secret.seal(JSON.stringify(reporter)),
      raw: this.secret.seal(sent.raw),
      bytes: sent.raw.length,
    };
  }

  private reading(
    item: ObservationInput,
    { index, itemId, raw }: Sent,
    context: RequestContext,
  ): ReadingRow | ItemFault {
    const reading = normaliseReading(item, context);
    if ('code' in reading) return reading;
    const { sensor, atMs, value, quality, isHistory } = reading;
    const { source, transport } = context;
    const [sealed, bytes] = [this.secret.seal(raw), raw.length];
    const at = { index, itemId, source, transport, sensor, atMs };
    return { kind: 'reading', ...at, value, quality, isHistory, raw: sealed, bytes };
  }
}
