import { z } from 'zod';
import { SourceInput } from '../../protocol/city.js';
import { AccountInput, Permission, Reach } from '../../protocol/identity.js';

/** Body of `POST /api/v1/auth/password`. */
export const ChangePasswordInput = z.strictObject({
  current: z.string().min(1).max(200),
  password: z.string().min(1).max(400),
});

/** Body of `POST /api/v1/auth/tokens`. A script's token ends, at the latest after a year. */
export const TokenInput = z.strictObject({
  label: z.string().min(1).max(60).optional(),
  expiresInDays: z.int().min(1).max(365).default(90),
});

/** Body of `POST /api/v1/display-links`. */
export const DisplayLinkInput = z.strictObject({
  wall: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
    .default('main'),
  label: z.string().min(1).max(60),
});

/** Body of `POST /api/v1/auth/display`. */
export const DisplayInput = z.strictObject({ token: z.string().min(20).max(200) });

/** Body of `PATCH /api/v1/accounts/{id}`. */
export const AccountPatch = AccountInput.omit({ username: true })
  .extend({
    districts: z.array(z.string().max(20)).max(100),
    unit: z.string().max(40).nullable(),
    disabled: z.boolean(),
  })
  .partial();
export type AccountPatch = z.infer<typeof AccountPatch>;

/** Body of `PATCH /api/v1/sources/{id}`. `expectEverySeconds: null` means that the source has no rhythm. */
export const SourcePatch = SourceInput.omit({ id: true })
  .extend({ expectEverySeconds: z.int().positive().max(31_536_000).nullable(), retired: z.boolean() })
  .partial();
export type SourcePatch = z.infer<typeof SourcePatch>;

/** Body of `PUT /api/v1/roles/{role}`: what is not named reaches nothing. */
export const RoleInput = z.strictObject({ permissions: z.partialRecord(Permission, Reach) });

/** Body of `PATCH /api/v1/roles/{role}`: what is not named stays. */
export const RolePatch = z.partialRecord(Permission, Reach);

/** Query of `GET /api/v1/audit`. */
export const AuditQuery = z.strictObject({
  cursor: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  actor: z.string().max(100).optional(),
  action: z.string().max(60).optional(),
  subject: z.string().max(200).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;
