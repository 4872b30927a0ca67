import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Entry } from '../../../protocol/facts.js';
import type { NewEntry, Reactor } from '../../journal/entry.js';
import { Follower } from '../../journal/follower.js';
import { readObjectsOf } from './grades.queries.js';
import { Grades } from './grades.service.js';
import { noteChecks } from './objects.store.js';

/** Grades an object anew when something became of an incident of it; a re-inspection counts as having looked. */
@Injectable()
export class GradesReactor implements Reactor, OnModuleInit {
  readonly name = 'object-grades';
  readonly types = ['incident.moved', 'incident.changed'] as const;

  constructor(
    private readonly follower: Follower,
    private readonly grades: Grades,
  ) {}

  onModuleInit(): void {
    this.follower.register(this);
  }

  async react(entries: readonly Entry[], db: PoolClient): Promise<NewEntry[]> {
    const now = await readObjectsOf(db, subjectsOf(entries));
    const codes = [...new Set([...now, ...entries.flatMap(objectBefore)])];
    if (codes.length === 0) return [];
    const facts = await this.grades.regrade(db, codes);
    const looked = entries.filter(({ fact }) => fact.type === 'incident.moved' && fact.command === 'feedback');
    await noteChecks(db, subjectsOf(looked));
    return facts;
  }
}

/** The object that an incident was about until this entry. */
function objectBefore({ fact }: Entry): string[] {
  return fact.type === 'incident.changed' && fact.what === 'object-set' && fact.ref !== null ? [fact.ref] : [];
}

function subjectsOf(entries: readonly Entry[]): string[] {
  return [...new Set(entries.flatMap(({ subject }) => (subject === null ? [] : [subject])))];
}
