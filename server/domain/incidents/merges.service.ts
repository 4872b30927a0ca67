import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { MergeInput } from '../../../protocol/incident-command.js';
import { DomainError } from '../../platform/domain-error.js';
import { Changings } from './changes.service.js';
import type { Asked } from './guards.rules.js';
import { lockIncident, lockIncidents } from './incident.store.js';
import { Incidents, type Changed } from './incidents.service.js';
import { distanceM } from './openings.rules.js';
import { requireOpen, requireReach, type By } from './refusals.js';

/** Incidents further apart than this are not one, in metres. @source issue: a merge across more than 500 m never */
const MERGE_WITHIN_M = 500;
const MERGERS = ['incidents.dispatch'] as const;

/** 合并: one incident goes into another. Its reports stay with it and count for both, so that the merge can be undone. */
@Injectable()
export class Merges {
  constructor(
    private readonly incidents: Incidents,
    private readonly changings: Changings,
  ) {}

  /** Merges `id` into `input.into`. @throws incident/into-itself, incident/drill-and-real, incident/too-far (422), incident/closed (409) */
  async merge(db: PoolClient, { id, by }: { id: string; by: By }, input: MergeInput): Promise<Changed> {
    if (input.into === id) throw new DomainError(422, 'incident/into-itself', 'an incident cannot go into itself');
    const [from, into] = await this.pair(db, { id, other: input.into, by });
    requireReach(by, MERGERS, { district: into.card.district, assignees: into.assignees });
    requireOpen(into.card);
    if (from.card.isDrill !== into.card.isDrill)
      throw new DomainError(422, 'incident/drill-and-real', 'one of them is a drill; drill and real never merge');
    const apartM = distanceM(from.card, into.card);
    if (apartM !== null && apartM > MERGE_WITHIN_M)
      throw new DomainError(
        422,
        'incident/too-far',
        `they lie ${Math.round(apartM)} m apart; ${MERGE_WITHIN_M} m is the most`,
      );
    const gone = await this.move(
      db,
      { id, by, version: input.version, command: 'merge', reason: input.reason ?? null },
      input.into,
    );
    const kept = await this.count(db, { id: input.into, by, what: 'absorbed', ref: id }, from.card.reports);
    return { card: gone.card, entries: [...gone.entries, ...kept.entries] };
  }

  /** Takes `id` out of the incident it went into. @throws incident/not-now (409) when it was not merged */
  async undo(
    db: PoolClient,
    { id, by, version }: { id: string; by: By; version: number | undefined },
  ): Promise<Changed> {
    const [merged] = await lockIncidents(db, [id]);
    const target = merged?.card.mergedInto ?? null;
    const [from] = target === null ? [merged] : await this.pair(db, { id, other: target, by });
    const back = await this.move(db, { id, by, version, command: 'unmerge', reason: null }, null);
    if (target === null || !from) return back;
    const entries = back.entries;
    // What it went into may have gone into another one since: its reports leave them all.
    for (let at: string | null = target; at !== null;) {
      const left: Changed = await this.count(db, { id: at, by, what: 'released', ref: id }, -from.card.reports);
      entries.push(...left.entries);
      at = left.card.mergedInto;
    }
    return { card: back.card, entries };
  }

  private move(
    db: PoolClient,
    of: { id: string; by: By; version: number | undefined; command: 'merge' | 'unmerge'; reason: string | null },
    mergedInto: string | null,
  ): Promise<Changed> {
    const asked: Asked = { command: of.command, reason: of.reason, outcome: null, untilMs: null };
    return this.incidents.move(db, { id: of.id, by: of.by, version: of.version, asked, also: { mergedInto } });
  }

  private async count(
    db: PoolClient,
    of: { id: string; by: By; what: 'absorbed' | 'released'; ref: string },
    reports: number,
  ): Promise<Changed> {
    const { card } = await lockIncident(db, of.id);
    const change = { id: of.id, by: of.by, may: [] };
    return this.changings.save(db, change, {
      what: of.what,
      changes: { reports: card.reports + reports },
      ref: of.ref,
    });
  }

  /** Locks both. Who may not merge the first is told nothing of the other. */
  private async pair(db: PoolClient, { id, other, by }: { id: string; other: string; by: By }) {
    const found = await lockIncidents(db, [id, other]);
    const [from, into] = [id, other].map((wanted) => found.find((locked) => locked.card.id === wanted));
    if (from) requireReach(by, MERGERS, { district: from.card.district, assignees: from.assignees });
    if (!from || !into) throw new DomainError(404, 'incident/unknown', 'one of the incidents does not exist');
    return [from, into] as const;
  }
}
