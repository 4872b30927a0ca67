import type { Permission, Reach, Role } from '../../protocol/identity.js';

/** Default reach of every permission for every role; `none` is left out. Seeds table `role_permission` when it is empty. @source docs/protocol.md#roles */
export const DEFAULT_PERMISSIONS: Readonly<Record<Role, Readonly<Partial<Record<Permission, Reach>>>>> = {
  operator: { 'situation.read': 'city', 'rows.read': 'city', 'rows.text': 'city', 'ops.read': 'city' },
  duty: {
    'situation.read': 'city',
    'rows.read': 'city',
    'rows.text': 'city',
    'pii.reveal': 'district',
    'ops.read': 'city',
  },
  officer: { 'situation.read': 'district' },
  leader: { 'situation.read': 'city', 'rows.read': 'city', 'rows.text': 'city', 'ops.read': 'city' },
  admin: {
    'situation.read': 'city',
    'accounts.manage': 'city',
    'sources.manage': 'city',
    'catalogue.manage': 'city',
    'deadletters.manage': 'city',
    'ops.read': 'city',
  },
  auditor: {
    'situation.read': 'city',
    'rows.read': 'city',
    'rows.text': 'city',
    'audit.read': 'city',
    'ops.read': 'city',
  },
  display: { 'situation.read': 'city', 'rows.read': 'city' },
  crew: {},
};

/** Pairs that one role never holds together: who administers must not read the audit of it (三员分立). @source docs/operations.md#security */
export const EXCLUSIVE: readonly (readonly [Permission, Permission])[] = [
  ['audit.read', 'accounts.manage'],
  ['audit.read', 'sources.manage'],
];
