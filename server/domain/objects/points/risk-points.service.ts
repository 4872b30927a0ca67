import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type {
  RiskPoint,
  RiskPointFile,
  RiskPointOwner,
  RiskPointPage,
  RiskPointsQuery,
} from '../../../../protocol/risk-point.js';
import { Audit } from '../../../identity/audit.service.js';
import { Clock } from '../../../platform/clock.js';
import { Database } from '../../../platform/database.js';
import { DomainError } from '../../../platform/domain-error.js';
import { districtsOf, type Principal } from '../../../platform/principal.js';
import { Secret } from '../../../platform/secret.js';
import { likeOf, maskedName, maskedPhone } from '../object.rules.js';
import type { Doer } from '../objects.service.js';
import { fromCursor, toCursor } from './risk-point.rules.js';
import {
  countByGrade,
  listRiskPoints,
  readGradings,
  readRiskPoint,
  sealedOwner,
  type RiskPointFilter,
  type RiskPointRow,
} from './risk-points.queries.js';

/** The register of risk points, within what its reader may see. */
@Injectable()
export class RiskPoints {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
    private readonly secret: Secret,
    private readonly clock: Clock,
  ) {}

  /** Reads one page, the worst first. @throws risk-point/bad-cursor (400) */
  async page(asked: RiskPointsQuery, who: Principal): Promise<RiskPointPage> {
    const after = asked.cursor === undefined ? null : fromCursor(asked.cursor);
    if (asked.cursor !== undefined && after === null)
      throw new DomainError(400, 'risk-point/bad-cursor', 'not a cursor of this list');
    const filter = this.filterOf(asked, who);
    const byGrade = await countByGrade(this.db.query, filter);
    const found = await listRiskPoints(this.db.query, filter, { after, limit: asked.limit + 1 });
    const shown = found.slice(0, asked.limit);
    const last = found.length > asked.limit ? shown.at(-1) : undefined;
    const counted = Object.entries(byGrade).filter(([grade]) => filter.grade?.includes(grade) ?? true);
    return {
      total: counted.reduce((sum, [, n]) => sum + n, 0),
      byGrade,
      points: shown.map((row) => this.shown(row)),
      cursor: last ? toCursor(last) : null,
    };
  }

  /** Reads all that the filters find, for export. */
  async all(asked: RiskPointsQuery, who: Principal): Promise<RiskPoint[]> {
    const rows = await listRiskPoints(this.db.query, this.filterOf(asked, who), { after: null, limit: null });
    return rows.map((row) => this.shown(row));
  }

  /** Reads one with its gradings. @throws risk-point/unknown (404) */
  async file(code: string, who: Principal): Promise<RiskPointFile> {
    const scope = { zone: this.clock.zone, districts: districtsOf(who, 'objects.read') };
    const row = await readRiskPoint(this.db.query, code, scope);
    if (!row) throw unknownPoint(code);
    return { ...this.shown(row), gradings: await readGradings(this.db.query, code) };
  }

  /** Opens who answers for a point, for a reason. @throws risk-point/unknown (404), also when nobody is known to answer for it */
  async owner(code: string, reason: string, { who, address }: Doer): Promise<RiskPointOwner> {
    const sealed = await sealedOwner(this.db.query, code, districtsOf(who, 'pii.reveal'));
    if (!sealed) throw unknownPoint(code);
    // Written first: nothing is shown that is not in the audit.
    const deed = { action: 'risk-point.ownerRevealed', subject: code, detail: { reason } };
    await this.audit.record({ actor: who.username, address, ...deed });
    const open = (part: Buffer) => this.secret.open(part).toString('utf8');
    return { code, name: open(sealed.name), phone: open(sealed.phone) };
  }

  /** Reads one inside a change of it, wherever it lies. */
  async present(db: ClientBase, code: string): Promise<RiskPoint> {
    const row = await readRiskPoint(db, code, { zone: this.clock.zone, districts: null });
    if (!row) throw new Error(`risk point ${code} is gone within its own change`);
    return this.shown(row);
  }

  /** A row as it is answered: the owner masked. */
  private shown({ ownerName, ownerPhone, rank: _rank, ...row }: RiskPointRow): RiskPoint {
    const open = (sealed: Buffer) => this.secret.open(sealed).toString('utf8');
    const isKnown = ownerName !== null && ownerPhone !== null;
    const owner = isKnown ? { name: maskedName(open(ownerName)), phone: maskedPhone(open(ownerPhone)) } : null;
    return { ...row, owner };
  }

  private filterOf(asked: RiskPointsQuery, who: Principal): RiskPointFilter {
    return {
      ...{ zone: this.clock.zone, districts: districtsOf(who, 'objects.read') },
      ...{ grade: words(asked.grade), category: words(asked.category), district: words(asked.district) },
      ...{ object: asked.object ?? null, like: likeOf(asked.q), bbox: asked.bbox?.split(',').map(Number) ?? null },
      ...{ visitOverdue: asked.visitOverdue === 'true', reviewOverdue: asked.reviewOverdue === 'true' },
    };
  }
}

/** What is out of reach does not exist for the asker. */
export function unknownPoint(code: string): DomainError {
  return new DomainError(404, 'risk-point/unknown', `no risk point ${code.slice(0, 60)} within your reach`);
}

function words(text: string | undefined): string[] | null {
  return text === undefined ? null : text.split(',').filter(Boolean);
}
