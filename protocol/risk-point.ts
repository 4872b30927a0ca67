import { z } from 'zod';
import { Crs } from './geo.js';
import { ObjectCode, ObjectContactInput } from './object.js';
import { Assessment, AssessmentInput, RiskGrade } from './risk-grade.js';

const Iso = z.string();
const Name = z.string().trim().min(1).max(100);

/** How a control works: 工程技术、管理、培训教育、个体防护、应急处置, the five kinds of measures of 双重预防机制. */
export const ControlKind = z.enum(['engineering', 'management', 'training', 'protection', 'emergency']);
export type ControlKind = z.infer<typeof ControlKind>;

/** 管控措施: what keeps the danger down. */
export const Control = z.strictObject({ kind: ControlKind, text: z.string().trim().min(1).max(200) });
export type Control = z.infer<typeof Control>;

const Fields = {
  nameZh: Name,
  nameEn: Name.nullable().default(null),
  category: z.string().trim().min(1).max(60),
  object: ObjectCode.nullable().default(null),
  address: z.string().trim().min(1).max(200),
  location: z
    .strictObject({
      lon: z.number().min(-180).max(180),
      lat: z.number().min(-90).max(90),
      crs: Crs.default('wgs84'),
    })
    .nullable()
    .default(null),
  district: z.string().max(20).optional(),
  assessment: AssessmentInput,
  controls: z.array(Control).max(20).default([]),
  ownerOrg: Name,
  owner: ObjectContactInput.nullable().optional(),
  reviewDue: z.iso.date(),
  visitedOn: z.iso.date().nullable().optional(),
};

/**
 * Body of `POST /api/v1/risk-points`. `category`: a type of stream risk of the catalogue. `object`: the object of the register that it belongs to, where
 * there is one. `district` only where there is no location. `owner`: the person, kept sealed; left out on a change: stays; null: removed.
 * `visitedOn`: city day of the last visit known to the sender; left out: what is known stays.
 */
export const RiskPointInput = z.strictObject({ code: ObjectCode, ...Fields });
export type RiskPointInput = z.infer<typeof RiskPointInput>;

/** Body of `PUT /api/v1/risk-points/{code}`: the whole point, and the version that the sender saw. */
export const RiskPointChange = z.strictObject({ ...Fields, version: z.int() });
export type RiskPointChange = z.infer<typeof RiskPointChange>;

/**
 * A risk point (风险点). `owner` masked. `reviewOverdue`: its grade should have been looked at again. `visitDueOn`: the city day by which its grade wants it
 * visited; null when its grade asks for none.
 */
export const RiskPoint = z.object({
  ...{ code: z.string(), nameZh: z.string(), nameEn: z.string().nullable(), category: z.string() },
  ...{ object: z.string().nullable(), objectNameZh: z.string().nullable(), objectNameEn: z.string().nullable() },
  ...{ address: z.string(), lon: z.number().nullable(), lat: z.number().nullable(), h3: z.string().nullable() },
  ...{ district: z.string(), street: z.string().nullable() },
  ...{ grade: RiskGrade, gradeSince: Iso, score: z.number(), assessment: Assessment },
  ...{ controls: z.array(Control), ownerOrg: z.string() },
  owner: z.object({ name: z.string(), phone: z.string() }).nullable(),
  ...{ reviewDue: z.string(), reviewOverdue: z.boolean() },
  ...{ visitedAt: Iso.nullable(), visitDueOn: z.string().nullable(), visitOverdue: z.boolean() },
  ...{ isDrill: z.boolean(), version: z.int() },
});
export type RiskPoint = z.infer<typeof RiskPoint>;

/** A grading of a point: by whom, and what it came from. */
export const RiskGrading = z.object({ at: Iso, by: z.string(), assessment: Assessment });
export type RiskGrading = z.infer<typeof RiskGrading>;

/** `GET /api/v1/risk-points/{code}`: with its course of gradings, newest first. */
export const RiskPointFile = RiskPoint.extend({ gradings: z.array(RiskGrading) });
export type RiskPointFile = z.infer<typeof RiskPointFile>;

/** Query of `GET /api/v1/risk-points`, the worst first. Several grades, categories or districts by comma; `bbox` west,south,east,north. */
export const RiskPointsQuery = z.strictObject({
  grade: z.string().max(60).optional(),
  category: z.string().max(500).optional(),
  district: z.string().max(500).optional(),
  object: ObjectCode.optional(),
  q: z.string().trim().min(1).max(100).optional(),
  bbox: z
    .string()
    .regex(/^-?\d+(\.\d+)?(,-?\d+(\.\d+)?){3}$/, 'west,south,east,north in degrees')
    .optional(),
  visitOverdue: z.enum(['true']).optional(),
  reviewOverdue: z.enum(['true']).optional(),
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type RiskPointsQuery = z.infer<typeof RiskPointsQuery>;

/** `total` counts what the filters find, `byGrade` the same without the filter of grades. */
export const RiskPointPage = z.object({
  total: z.int(),
  byGrade: z.record(RiskGrade, z.int()),
  points: z.array(RiskPoint),
  cursor: z.string().nullable(),
});
export type RiskPointPage = z.infer<typeof RiskPointPage>;

/** `GET /api/v1/risk-points/{code}/owner?reason=`. */
export const RiskPointOwner = z.object({ code: z.string(), name: z.string(), phone: z.string() });
export type RiskPointOwner = z.infer<typeof RiskPointOwner>;
