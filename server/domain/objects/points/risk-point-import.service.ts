import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Fault } from '../../../../protocol/problem.js';
import { RiskPointInput } from '../../../../protocol/risk-point.js';
import { RISK_POINT_LINE } from '../../../city/registers/lines.rules.js';
import { Audit } from '../../../identity/audit.service.js';
import { Clock } from '../../../platform/clock.js';
import { outOfReach, type LineRules, type Register, type RegisterLine, type Rejected } from '../register-csv.rules.js';
import { answerOf, type RegisterSender, type RegisterWriter, type RegisterWritten } from '../register-writer.js';
import { fault, isFault } from '../sites.service.js';
import { changedFact } from './risk-point.rules.js';
import { RiskPointRecords } from './risk-point-record.service.js';
import { lockPoints, savePoints, unknownObjects, type LockedPoint, type RiskPointRecord } from './risk-points.store.js';

/** What a file is judged by: what is there already, and how far its sender reaches. */
interface Standing {
  known: ReadonlyMap<string, LockedPoint>;
  strangers: ReadonlySet<string>;
  reach: readonly string[] | null;
}

/** Takes risk points in from a file: what is good is written, what is not is told line by line. */
@Injectable()
export class RiskPointImports implements RegisterWriter<RiskPointInput> {
  readonly rules: LineRules<RiskPointInput> = { schema: RiskPointInput, shape: RISK_POINT_LINE };

  constructor(
    private readonly audit: Audit,
    private readonly records: RiskPointRecords,
    private readonly clock: Clock,
  ) {}

  /** Writes the good lines in the caller's transaction. */
  async write(
    db: PoolClient,
    { lines, rejected }: Register<RiskPointInput>,
    { actor, reach, address }: RegisterSender,
  ): Promise<RegisterWritten> {
    const standing = await standingOf(db, lines, reach);
    const good: RiskPointRecord[] = [];
    const refused = [...rejected];
    for (const { line, input } of lines) {
      const judged = this.judge({ line, input }, standing);
      if (isFault(judged)) refused.push({ line, ...judged });
      else good.push(judged);
    }
    const saved = await savePoints(db, good, { by: actor, zone: this.clock.zone });
    const answer = answerOf(good.length, saved, refused);
    const detail = { ...answer, rejected: refused.length };
    await this.audit.record({ actor, action: 'risk-points.imported', detail, address }, db);
    const touched = new Set([...saved.added, ...saved.changed]);
    const facts = good
      .filter((record) => touched.has(record.code))
      .map((record) => changedFact(record, standing.known.get(record.code)?.grade ?? null));
    return { answer, facts };
  }

  private judge(
    { line, input: { code, ...input } }: RegisterLine<RiskPointInput>,
    { known, strangers, reach }: Standing,
  ): RiskPointRecord | Fault | Rejected {
    const kept = known.get(code);
    const record = this.records.recordOf(input, code, kept?.owner);
    if (isFault(record)) return record;
    const before = kept?.district ?? record.district;
    const isReached = reach === null || (reach.includes(record.district) && reach.includes(before));
    if (!isReached) return outOfReach(line, before);
    if (record.object !== null && strangers.has(record.object))
      return fault('/object', 'object/unknown', `no object ${record.object} on the register`);
    return record;
  }
}

async function standingOf(
  db: PoolClient,
  lines: readonly RegisterLine<RiskPointInput>[],
  reach: readonly string[] | null,
): Promise<Standing> {
  const codes = lines.map(({ input }) => input.code);
  const known = new Map((await lockPoints(db, codes)).map((point) => [point.code, point]));
  const objects = lines.flatMap(({ input }) => input.object ?? []);
  return { known, strangers: await unknownObjects(db, [...new Set(objects)]), reach };
}
