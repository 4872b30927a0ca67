import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import type { IntakeAnswer } from '../../../protocol/observation.js';
import { Sources } from '../../city/sources.js';
import { Clock } from '../../platform/clock.js';
import { DomainError } from '../../platform/domain-error.js';
import { Accept } from '../accept.service.js';
import { ItemPreparer } from '../item.preparer.js';
import type { ItemFault } from '../row.js';
import { itemOf, letterOf, type Letter } from './mqtt-message.rules.js';
import type { Waiting } from './mqtt.link.js';
import { MqttMetrics } from './mqtt.metrics.js';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 4000;
/** A name of the topic longer than this is no source's. */
const MAX_SOURCE = 60;
const KEPT_BYTES = 256 * 1024;

/** Stores messages of the broker: as items of their source, or as dead letters that say why not. */
@Injectable()
export class MqttLetters {
  private readonly log = new Logger('mqtt');

  constructor(
    private readonly accept: Accept,
    private readonly preparer: ItemPreparer,
    private readonly sources: Sources,
    private readonly clock: Clock,
    private readonly metrics: MqttMetrics,
  ) {}

  /** Resolves when each message is stored or kept as a dead letter; while the database is away it tries on, until `isEnded`. */
  async store(batch: readonly Waiting[], isEnded: () => boolean): Promise<void> {
    await Promise.all(batch.map((message) => this.storeOne(message, isEnded)));
  }

  private async storeOne({ topic, payload, isRetained }: Waiting, isEnded: () => boolean): Promise<void> {
    const letter = letterOf(topic, payload);
    // A kept value of unknown age, sent again with every subscription: taken as measured now it would be a lie.
    if (isRetained && letter.kind === 'reading' && letter.measured.at === undefined)
      return this.metrics.handled('stale');
    for (let waitMs = FIRST_PAUSE_MS; !isEnded(); waitMs = Math.min(waitMs * 2, LONGEST_PAUSE_MS)) {
      try {
        const { rejected } = await this.tryOnce(letter, payload);
        return this.metrics.handled(rejected.length > 0 ? 'dead-letter' : 'stored');
      } catch (error) {
        if (!isForLater(error)) return this.refuse(letter.source, payload, error, isEnded);
        this.metrics.handled('retried');
      }
      await pause(waitMs);
    }
  }

  private tryOnce(letter: Letter, payload: Buffer): Promise<IntakeAnswer> {
    const { source } = letter;
    if (letter.kind === 'fault') return this.keep(source, payload, letter.fault);
    if (!this.sources.get(source)) {
      const detail = `no source ${source.slice(0, MAX_SOURCE)} is registered; the second level of the topic names it`;
      return this.keep(source, payload, { code: 'mqtt/unknown-source', pointer: '', detail });
    }
    if (letter.kind === 'body')
      return this.accept.take(source, letter.body, { format: letter.format, transport: 'mqtt' });
    const receivedAt = new Date(this.clock.now()).toISOString();
    const item = itemOf(letter.sensor, letter.measured, receivedAt);
    return this.accept.take(source, item, { format: 'json', transport: 'mqtt' });
  }

  /** What the intake refuses whole is kept already (unreadable), or is kept here (too many items). */
  private async refuse(source: string, payload: Buffer, error: unknown, isEnded: () => boolean): Promise<void> {
    if (!(error instanceof DomainError)) this.log.error({ msg: 'message failed', error: (error as Error).message });
    const isKept = error instanceof DomainError && error.code === 'body/unreadable';
    this.metrics.handled('dead-letter');
    if (isKept) return;
    const fault =
      error instanceof DomainError
        ? { code: error.code, pointer: '', detail: error.message }
        : { code: 'mqtt/failed', pointer: '', detail: 'the service could not handle it; the log says why' };
    for (let waitMs = FIRST_PAUSE_MS; !isEnded(); waitMs = Math.min(waitMs * 2, LONGEST_PAUSE_MS)) {
      try {
        await this.keep(source, payload, fault);
        return;
      } catch {
        await pause(waitMs);
      }
    }
  }

  private keep(source: string, payload: Buffer, fault: ItemFault): Promise<IntakeAnswer> {
    const raw = payload.subarray(0, KEPT_BYTES);
    const item = { raw, value: undefined, fault };
    const context = { source: source.slice(0, MAX_SOURCE) || '-' };
    return this.accept.store([this.preparer.reject(item, 0, fault, context)]);
  }
}

/** Refusals that pass: the sender of an HTTP request would be told to come back. */
function isForLater(error: unknown): boolean {
  return error instanceof DomainError && [429, 503, 507].includes(error.status);
}
