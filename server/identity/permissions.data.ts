import type { Permission, Reach, Role } from '../../protocol/identity.js';

/** Default reach of every permission for every role; `none` is left out. Seeds table `role_permission` where it has no line. @source docs/protocol.md#roles */
export const DEFAULT_PERMISSIONS: Readonly<Record<Role, Readonly<Partial<Record<Permission, Reach>>>>> = {
  operator: {
    'situation.read': 'city',
    'rows.read': 'city',
    'rows.text': 'city',
    'ops.read': 'city',
    'incidents.read': 'city',
    'incidents.review': 'city',
    'incidents.comment': 'city',
    'incidents.report': 'city',
    'units.read': 'city',
    'objects.read': 'city',
  },
  duty: {
    'situation.read': 'city',
    'rows.read': 'city',
    'rows.text': 'city',
    'pii.reveal': 'district',
    'ops.read': 'city',
    'incidents.read': 'city',
    'incidents.review': 'city',
    'incidents.dispatch': 'district',
    'incidents.act': 'district',
    'incidents.approve': 'district',
    'incidents.comment': 'city',
    'incidents.report': 'city',
    'units.read': 'city',
    'objects.read': 'city',
    'objects.manage': 'district',
  },
  officer: {
    'situation.read': 'district',
    'incidents.read': 'own',
    'incidents.act': 'own',
    'incidents.comment': 'own',
    'incidents.report': 'city',
    'units.read': 'district',
    'objects.read': 'district',
  },
  leader: {
    'situation.read': 'city',
    'rows.read': 'city',
    'rows.text': 'city',
    'ops.read': 'city',
    'incidents.read': 'city',
    'incidents.conclude': 'city',
    'incidents.comment': 'city',
    'units.read': 'city',
    'objects.read': 'city',
  },
  admin: {
    'situation.read': 'city',
    'accounts.manage': 'city',
    'sources.manage': 'city',
    'catalogue.manage': 'city',
    'deadletters.manage': 'city',
    'ops.read': 'city',
    'units.read': 'city',
    'units.manage': 'city',
    'objects.read': 'city',
    'objects.manage': 'city',
  },
  auditor: {
    'situation.read': 'city',
    'rows.read': 'city',
    'rows.text': 'city',
    'audit.read': 'city',
    'ops.read': 'city',
    'incidents.read': 'city',
    'units.read': 'city',
    'objects.read': 'city',
  },
  display: { 'situation.read': 'city', 'rows.read': 'city', 'incidents.read': 'city', 'units.read': 'city' },
  crew: {
    'incidents.read': 'city',
    'incidents.review': 'city',
    'incidents.dispatch': 'city',
    'incidents.act': 'city',
    'incidents.comment': 'city',
    'incidents.report': 'city',
    'units.read': 'city',
    'objects.read': 'city',
  },
};

/** Held only by those whose account says shift lead 值班长, whatever the role's reach. @source docs/protocol.md#roles */
export const SHIFT_LEAD_ONLY: readonly Permission[] = ['incidents.approve'];

/** Pairs that one role never holds together: who administers must not read the audit of it (三员分立). @source docs/operations.md#security */
export const EXCLUSIVE: readonly (readonly [Permission, Permission])[] = [
  ['audit.read', 'accounts.manage'],
  ['audit.read', 'sources.manage'],
];
