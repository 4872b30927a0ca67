import { z } from 'zod';
import { UnitId } from './unit.js';

const Iso = z.iso.datetime({ offset: true });

/** One person on one post from `from` to `to`; `person` is null for roles that may not see names (walls). `unit`: which unit is on shift by it. `origin`: `turns` follow the post's people, others came by hand. */
export const Shift = z.object({
  id: z.uuid(),
  origin: z.enum(['turns', 'csv', 'hand']),
  post: z.string(),
  person: z.string().nullable(),
  from: z.string(),
  to: z.string(),
  unit: z.string().nullable(),
});
export type Shift = z.infer<typeof Shift>;

/** A post with who is on it now (`person` as in {@link Shift}), and the hours of the next 24 that nobody mans. */
export const PostNow = z.object({
  id: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  district: z.string(),
  unit: z.string().nullable(),
  onDuty: z.array(z.object({ person: z.string().nullable(), from: z.string(), to: z.string() })),
  gaps: z.array(z.object({ from: z.string(), to: z.string() })),
});
export type PostNow = z.infer<typeof PostNow>;

/** Answer of `GET /api/v1/roster/now`. */
export const OnDuty = z.object({ at: z.string(), posts: z.array(PostNow) });
export type OnDuty = z.infer<typeof OnDuty>;

/** Query of `GET /api/v1/roster`: shifts that touch [from, to); default the running and the next six city days. */
export const RosterQuery = z.strictObject({
  from: Iso.optional(),
  to: Iso.optional(),
  post: UnitId.optional(),
  district: z.string().max(20).optional(),
});
export type RosterQuery = z.infer<typeof RosterQuery>;

export const ShiftList = z.object({ shifts: z.array(Shift) });
export type ShiftList = z.infer<typeof ShiftList>;

const Person = z.string().trim().min(1).max(40);
const LONGEST_MS = 48 * 3_600_000;

function isShift({ value: { from, to }, issues }: z.core.ParsePayload<{ from: string; to: string }>): void {
  const lastsMs = Date.parse(to) - Date.parse(from);
  const fault = (message: string) => issues.push({ code: 'custom', path: ['to'], message, input: to });
  if (lastsMs <= 0) fault('a shift ends after it begins');
  if (lastsMs > LONGEST_MS) fault('a shift lasts 48 hours at most');
}

/** One line of an imported roster; columns of the CSV have these names. */
export const ShiftInput = z
  .strictObject({ post: UnitId, person: Person, from: Iso, to: Iso, unit: UnitId.optional() })
  .check(isShift);
export type ShiftInput = z.infer<typeof ShiftInput>;

/** Body of `PUT /api/v1/roster/shifts/{id}`: the shift as it should be; its post stays. Without a unit it is the post's. */
export const ShiftChange = z
  .strictObject({ person: Person, from: Iso, to: Iso, unit: UnitId.optional() })
  .check(isShift);
export type ShiftChange = z.infer<typeof ShiftChange>;

/** Hours of a post that nobody mans. */
export const PostGap = z.object({ post: z.string(), from: z.string(), to: z.string() });
export type PostGap = z.infer<typeof PostGap>;

/** Answer of `GET /api/v1/roster/gaps`; asked like the shifts. */
export const GapList = z.object({ gaps: z.array(PostGap) });
export type GapList = z.infer<typeof GapList>;

/** Body of `POST /api/v1/roster`: either lines, or the same as CSV with a header. */
export const RosterImport = z
  .strictObject({
    shifts: z.array(ShiftInput).min(1).max(5000).optional(),
    csv: z.string().min(1).max(900_000).optional(),
  })
  .refine((body) => (body.shifts === undefined) !== (body.csv === undefined), {
    message: 'either shifts or csv, not both and not neither',
  });
export type RosterImport = z.infer<typeof RosterImport>;

/** Answer of an import: `replaced` shifts of the same posts in the same span went. */
export const RosterImported = z.object({ written: z.int(), replaced: z.int() });
export type RosterImported = z.infer<typeof RosterImported>;
