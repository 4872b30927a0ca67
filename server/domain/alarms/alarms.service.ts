import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { SHELVED_AT_MOST, type AlarmCard } from '../../../protocol/alarm.js';
import type { AlarmsChanged, ShelveInput } from '../../../protocol/alarm-command.js';
import { AlarmRules } from '../../city/sensors.js';
import { Catalogue } from '../../city/catalogue.js';
import { Audit } from '../../identity/audit.service.js';
import { Journal } from '../../journal/journal.js';
import { Database } from '../../platform/database.js';
import { districtsOf, type Principal } from '../../platform/principal.js';
import { hide, turn } from './alarm.card.rules.js';
import { lockAlarms, readNow, readOpen, saveAlarms, saveNote } from './alarm.store.js';
import { AlarmWork, referralOf } from './alarm.work.js';
import { badUntil, conflict, noIncidentType, unknownAlarm } from './refusals.js';

/** Who gives a command, and from where. */
export interface Sender {
  who: Principal;
  address: string | undefined;
}

/** One command under way: the open alarms it is about, and the unit of work that changes them. */
interface Command {
  db: PoolClient;
  work: AlarmWork;
  cards: readonly AlarmCard[];
  nowMs: number;
  iso: string;
}

/** What people do with alarms. Each command is one transaction; alarms out of reach do not exist for it. */
@Injectable()
export class Alarms {
  constructor(
    private readonly db: Database,
    private readonly journal: Journal,
    private readonly audit: Audit,
    private readonly rules: AlarmRules,
    private readonly catalogue: Catalogue,
  ) {}

  /** Recognises alarms. Those that are closed, foreign or acknowledged already stay as they are. */
  async acknowledge(ids: readonly string[], { who, address }: Sender): Promise<AlarmsChanged> {
    return this.run(ids, who, async ({ db, work, cards, iso }) => {
      const changed = cards.flatMap((card) => turn(card, 'acknowledge', { iso, who: who.username }) ?? []);
      for (const change of changed) work.take(change, { actor: who.username });
      const done = changed.map((c) => c.card);
      if (done.length > 0) {
        const detail = { alarms: done.map((card) => card.id) };
        await this.audit.record({ actor: who.username, action: 'alarm.acknowledged', detail, address }, db);
      }
      return { changed: done, unchanged: ids.filter((id) => !done.some((card) => card.id === id)) };
    });
  }

  /** Takes an alarm off the list until a time. @throws alarm/unknown, alarm/bad-until, alarm/out-of-service (409) */
  async shelve(id: string, input: ShelveInput, { who, address }: Sender): Promise<AlarmCard> {
    return this.run([id], who, async ({ db, work, cards: [card], nowMs, iso }) => {
      if (!card) throw unknownAlarm(id);
      if (card.hidden === 'disabled')
        throw conflict('alarm/out-of-service', 'its sensor is out of service; put that back first');
      const untilMs = Date.parse(input.until);
      const mostS = SHELVED_AT_MOST[card.priority];
      if (untilMs <= nowMs || untilMs > nowMs + mostS * 1000) throw badUntil(mostS);
      const until = new Date(untilMs).toISOString();
      const change = hide(card, {
        ...{ hidden: 'shelved', hiddenAt: iso, hiddenUntil: until, hiddenBy: who.username, hiddenReason: input.reason },
      });
      work.take(change, { actor: who.username });
      const detail = { reason: input.reason, until };
      await this.audit.record({ actor: who.username, action: 'alarm.shelved', subject: id, detail, address }, db);
      await saveNote(db, id, input.note ?? null);
      return change.card;
    });
  }

  /** Puts a shelved alarm back before its time. @throws alarm/unknown, alarm/not-shelved (409) */
  async unshelve(id: string, { who, address }: Sender): Promise<AlarmCard> {
    return this.run([id], who, async ({ db, work, cards: [card], iso }) => {
      if (!card) throw unknownAlarm(id);
      const change = card.hidden === 'shelved' ? turn(card, 'reveal', { iso }) : null;
      if (!change) throw conflict('alarm/not-shelved', `alarm ${id} is not shelved`);
      work.take(change, { actor: who.username });
      await this.audit.record({ actor: who.username, action: 'alarm.unshelved', subject: id, address }, db);
      return change.card;
    });
  }

  /** Has an alarm reviewed as an incident, once. @throws alarm/unknown, alarm/no-incident-type (422), alarm/referred-before (409) */
  async refer(id: string, type: string | undefined, { who }: Sender): Promise<AlarmCard> {
    return this.db.tx(this.db.query, async (db) => {
      const { cards, iso } = await this.begin(db, [id], who);
      const [card] = cards;
      if (!card) throw unknownAlarm(id);
      if (card.referredAt !== null)
        throw conflict('alarm/referred-before', `alarm ${id} went to review at ${card.referredAt}`);
      const incidentType = type ?? this.rules.get(card.rule)?.incidentType ?? null;
      const stream = incidentType === null ? undefined : this.catalogue.get(incidentType)?.stream;
      if (incidentType === null || stream === undefined || stream === 'risk') throw noIncidentType(incidentType);
      const referred = { ...card, referredAt: iso, version: card.version + 1 };
      await saveAlarms(db, [referred]);
      await this.journal.append(db, [referralOf({ card: referred, incidentType, actor: who.username })]);
      return referred;
    });
  }

  private async run<T>(ids: readonly string[], who: Principal, act: (command: Command) => Promise<T>): Promise<T> {
    return this.db.tx(this.db.query, async (db) => {
      const begun = await this.begin(db, ids, who);
      const work = await AlarmWork.of(db, [...new Set(begun.cards.map((c) => c.subject))], {
        ...{ fromMs: begun.nowMs, nowMs: begun.nowMs },
      });
      const answer = await act({ db, work, ...begun });
      const facts = await work.finish((rule) => this.rules.get(rule));
      if (facts.length > 0) await this.journal.append(db, facts);
      return answer;
    });
  }

  private async begin(db: PoolClient, ids: readonly string[], who: Principal) {
    await lockAlarms(db);
    const nowMs = await readNow(db);
    const cards = await readOpen(db, ids, districtsOf(who, 'alarms.act'));
    return { cards, nowMs, iso: new Date(nowMs).toISOString() };
  }
}
