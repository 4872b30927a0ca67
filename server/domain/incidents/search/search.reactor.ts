import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Entry } from '../../../../protocol/facts.js';
import type { NewEntry, Reactor } from '../../../journal/entry.js';
import { Follower } from '../../../journal/follower.js';
import { Secret } from '../../../platform/secret.js';
import { keepTexts, readReported, type ReportRow } from './search.queries.js';
import { callerOf, foldWords } from './search.rules.js';

/** Changes that bring another message to an incident. */
const BRINGING: ReadonlySet<string> = new Set(['repeated', 'joined', 'amended']);

/** Keeps the words of every incident's reports and digests of the numbers that called, to be looked up by. */
@Injectable()
export class IncidentTexts implements Reactor, OnModuleInit {
  readonly name = 'incident-text';
  readonly types = ['incident.opened', 'incident.changed'] as const;

  constructor(
    private readonly follower: Follower,
    private readonly secret: Secret,
  ) {}

  onModuleInit(): void {
    this.follower.register(this);
  }

  async react(entries: readonly Entry[], db: PoolClient): Promise<NewEntry[]> {
    const ids = new Set(entries.flatMap(({ subject, fact }) => (subject !== null && isAnew(fact) ? [subject] : [])));
    if (ids.size === 0) return [];
    const rows = await readReported(db, [...ids]);
    const texts = [...ids].map((id) =>
      this.textOf(
        id,
        rows.filter((row) => row.incident === id),
      ),
    );
    await keepTexts(db, texts);
    return [];
  }

  private textOf(incident: string, rows: readonly ReportRow[]) {
    const words = new Set(rows.flatMap((row) => row.texts).filter((text) => text !== null));
    const callers = new Set(rows.map((row) => this.caller(row)).filter((phone) => phone !== null));
    return {
      ...{ incident, words: [...words].map(foldWords).join('\n'), isDrill: rows[0]?.isDrill ?? false },
      phones: [...callers].map((phone) => this.secret.blindIndex(phone)),
    };
  }

  private caller({ reporter }: ReportRow): string | null {
    return reporter === null ? null : callerOf(JSON.parse(this.secret.open(reporter).toString('utf8')));
  }
}

function isAnew(fact: Entry['fact']): boolean {
  return fact.type === 'incident.opened' || (fact.type === 'incident.changed' && BRINGING.has(fact.what));
}
