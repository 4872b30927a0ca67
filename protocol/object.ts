import { z } from 'zod';
import { Crs } from './geo.js';

const Iso = z.string();

/** Code of an object, as its sources and the register know it. */
export const ObjectCode = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/, 'letters, digits, dot, dash, underscore');

/** What is looked after: a shop, a building site, a stall, a market, a facility. */
export const ObjectKind = z.enum(['shop', 'site', 'stall', 'market', 'facility', 'other']);
export type ObjectKind = z.infer<typeof ObjectKind>;

/** The trade, as far as it weighs in the grade (server/domain/objects/grade.data.ts). */
export const ObjectCategory = z.enum([
  ...(['catering', 'retail', 'service', 'entertainment', 'construction', 'recycling', 'market', 'other'] as const),
]);
export type ObjectCategory = z.infer<typeof ObjectCategory>;

/** 红黄绿: how closely an object is looked after. A scale of its own: no priority, event level, warning or risk colour. */
export const ObjectGrade = z.enum(['red', 'yellow', 'green']);
export type ObjectGrade = z.infer<typeof ObjectGrade>;
export const GRADES = ObjectGrade.options;

const Name = z.string().trim().min(1).max(100);
const Short = z.string().trim().min(1).max(60);

/** Who answers for an object. Kept sealed; answered masked. */
export const ObjectContactInput = z.strictObject({
  name: z.string().trim().min(1).max(60),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[0-9][0-9 -]{4,24}$/, 'must be a phone number'),
});
export type ObjectContactInput = z.infer<typeof ObjectContactInput>;

const Fields = {
  kind: ObjectKind,
  nameZh: Name,
  nameEn: Name.nullable().default(null),
  category: ObjectCategory.default('other'),
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
  grid: Short.nullable().default(null),
  licence: Short.nullable().default(null),
  contact: ObjectContactInput.nullable().optional(),
  validFrom: z.iso.date().nullable().default(null),
  validTo: z.iso.date().nullable().default(null),
};

/**
 * Body of `POST /api/v1/objects`. `district` only where there is no location. `contact` left out on a change: stays; null: removed. Days are
 * inclusive.
 */
export const ObjectInput = z.strictObject({ code: ObjectCode, ...Fields });
export type ObjectInput = z.infer<typeof ObjectInput>;

/** Body of `PUT /api/v1/objects/{code}`: the whole object, and the version that the sender saw. */
export const ObjectChange = z.strictObject({ ...Fields, version: z.int() });
export type ObjectChange = z.infer<typeof ObjectChange>;

/** What a grade comes from: counts within the rule's window, and days without an offence. */
export const GradeReason = z.object({
  ...{ score: z.int(), offences: z.int(), complaints: z.int(), overdue: z.int(), cleanDays: z.int() },
  ...{ rule: z.int(), windowDays: z.int() },
});
export type GradeReason = z.infer<typeof GradeReason>;

/**
 * An object of the register (监管对象). `reason` is what its grade comes from; `offences` those of the last twelve months, by which a first one is told from
 * a repeated one; `open` and `overdue` its incidents of now; `checkDueAt`: when its grade wants it looked at again.
 */
export const RegisteredObject = z.object({
  ...{
    code: z.string(),
    kind: ObjectKind,
    nameZh: z.string(),
    nameEn: z.string().nullable(),
    category: ObjectCategory,
  },
  ...{ address: z.string(), lon: z.number().nullable(), lat: z.number().nullable(), h3: z.string().nullable() },
  ...{
    district: z.string(),
    street: z.string().nullable(),
    grid: z.string().nullable(),
    licence: z.string().nullable(),
  },
  contact: z.object({ name: z.string(), phone: z.string() }).nullable(),
  ...{ grade: ObjectGrade, gradeSince: Iso, reason: GradeReason },
  ...{ offences: z.int(), open: z.int(), overdue: z.int() },
  ...{ checkedAt: Iso.nullable(), checkDueAt: Iso, checkOverdue: z.boolean() },
  ...{ validFrom: z.string().nullable(), validTo: z.string().nullable(), version: z.int() },
});
export type RegisteredObject = z.infer<typeof RegisteredObject>;

/** A change of grade, and why. */
export const GradeChange = z.object({ at: Iso, grade: ObjectGrade, reason: GradeReason });
export type GradeChange = z.infer<typeof GradeChange>;

/** An incident of an object, as its file lists it. */
export const ObjectIncident = z.object({
  ...{
    no: z.string(),
    type: z.string(),
    state: z.string(),
    lane: z.string().nullable(),
    outcome: z.string().nullable(),
  },
  ...{ occurredAt: Iso, dueAt: Iso.nullable(), closedAt: Iso.nullable(), overdue: z.boolean() },
});
export type ObjectIncident = z.infer<typeof ObjectIncident>;

/** `GET /api/v1/objects/{code}`: with its course of grades and the incidents that the reader may see, newest first. */
export const ObjectFile = RegisteredObject.extend({
  grades: z.array(GradeChange),
  incidents: z.array(ObjectIncident),
});
export type ObjectFile = z.infer<typeof ObjectFile>;

/** Query of `GET /api/v1/objects`, the worst grades first. Several grades, kinds or districts by comma. */
export const ObjectsQuery = z.strictObject({
  grade: z.string().optional(),
  kind: z.string().optional(),
  district: z.string().optional(),
  q: z.string().trim().min(1).max(100).optional(),
  overdue: z.enum(['true']).optional(),
  checkOverdue: z.enum(['true']).optional(),
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type ObjectsQuery = z.infer<typeof ObjectsQuery>;

/** `total` counts what the filters find, `byGrade` the same without the filter of grades. */
export const ObjectPage = z.object({
  total: z.int(),
  byGrade: z.record(ObjectGrade, z.int()),
  objects: z.array(RegisteredObject),
  cursor: z.string().nullable(),
});
export type ObjectPage = z.infer<typeof ObjectPage>;

/** Body of `POST /api/v1/objects/import`: CSV with a header; columns are listed in docs/protocol.md §Objects. */
export const ObjectImport = z.strictObject({ csv: z.string().min(1).max(900_000) });
export type ObjectImport = z.infer<typeof ObjectImport>;

/**
 * What became of each line: good ones are in the register (`unchanged` were there as they are), the others are told with their place. `line` counts the
 * header as 1.
 */
export const ObjectImported = z.object({
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  rejected: z.array(z.object({ line: z.int(), pointer: z.string(), code: z.string(), detail: z.string() })),
});
export type ObjectImported = z.infer<typeof ObjectImported>;

/** `GET /api/v1/objects/{code}/contact?reason=`. */
export const ObjectContact = z.object({ code: z.string(), name: z.string(), phone: z.string() });
export type ObjectContact = z.infer<typeof ObjectContact>;
