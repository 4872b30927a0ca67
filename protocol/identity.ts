import { z } from 'zod';

/** The roles of docs/protocol.md §Roles. What each may do is data (table `role_permission`), not code. */
export const Role = z.enum(['operator', 'duty', 'officer', 'leader', 'admin', 'auditor', 'display', 'crew']);
export type Role = z.infer<typeof Role>;

/** How far a permission reaches. */
export const Reach = z.enum(['none', 'own', 'district', 'city']);
export type Reach = z.infer<typeof Reach>;

/** What can be permitted. A route or socket event names exactly one, or `public`, or `signed-in`. */
export const Permission = z.enum([
  'situation.read',
  'rows.read',
  'rows.text',
  'pii.reveal',
  'accounts.manage',
  'sources.manage',
  'catalogue.manage',
  'deadletters.manage',
  'audit.read',
  'ops.read',
  'incidents.read',
  'incidents.review',
  'incidents.dispatch',
  'incidents.act',
  'incidents.approve',
  'incidents.conclude',
  'incidents.comment',
  'incidents.report',
  'units.read',
  'units.manage',
  'objects.read',
  'objects.manage',
  'visits.record',
  'warnings.enter',
  'signals.read',
  'signals.review',
  'signals.manage',
  'handover.read',
  'handover.sign',
  'alarms.read',
  'alarms.act',
  'instructions.read',
  'instructions.write',
  'instructions.answer',
  'alerts.read',
  'alerts.edit',
  'alerts.comment',
  'alerts.approve',
]);
export type Permission = z.infer<typeof Permission>;

/** Who is asking: the signed-in account and, per permission, how far it reaches. */
export const Me = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  role: Role,
  districts: z.array(z.string()),
  /** The unit it works in: what it may do with its own. */
  unit: z.string().nullable(),
  mustChangePassword: z.boolean(),
  permissions: z.record(Permission, Reach),
});
export type Me = z.infer<typeof Me>;

export const LoginInput = z.strictObject({
  username: z.string().min(1).max(100),
  password: z.string().min(1).max(200),
});
export type LoginInput = z.infer<typeof LoginInput>;

export const Account = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  role: Role,
  districts: z.array(z.string()),
  unit: z.string().nullable(),
  /** 值班长: holds what only shift leads hold (extensions, putting on hold, voiding, supervising). */
  shiftLead: z.boolean(),
  disabled: z.boolean(),
  demo: z.boolean(),
  lastSeenAt: z.string().nullable(),
});
export type Account = z.infer<typeof Account>;

export const AccountInput = z.strictObject({
  username: z.string().regex(/^[a-z0-9][a-z0-9._-]{1,39}$/),
  name: z.string().min(1).max(60),
  role: Role,
  districts: z.array(z.string()).default([]),
  unit: z.string().max(40).nullable().default(null),
  shiftLead: z.boolean().optional(),
});
export type AccountInput = z.infer<typeof AccountInput>;
