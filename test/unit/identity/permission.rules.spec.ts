import { describe, expect, test } from '@jest/globals';
import { Permission, Role } from '../../../protocol/identity.js';
import { conflicts, fill, NOTHING } from '../../../server/identity/permission.rules.js';
import { DEFAULT_PERMISSIONS } from '../../../server/identity/permissions.data.js';

/** The matrix of docs/protocol.md §Roles, written out a second time: permission -> role -> reach. */
const CONTRACT: Record<Permission, Partial<Record<Role, string>>> = {
  'situation.read': {
    operator: 'city',
    duty: 'city',
    officer: 'district',
    leader: 'city',
    admin: 'city',
    auditor: 'city',
    display: 'city',
  },
  'rows.read': { operator: 'city', duty: 'city', leader: 'city', auditor: 'city', display: 'city' },
  'rows.text': { operator: 'city', duty: 'city', leader: 'city', auditor: 'city' },
  'pii.reveal': { duty: 'district' },
  'accounts.manage': { admin: 'city' },
  'sources.manage': { admin: 'city' },
  'catalogue.manage': { admin: 'city' },
  'deadletters.manage': { admin: 'city' },
  'audit.read': { auditor: 'city' },
  'ops.read': { operator: 'city', duty: 'city', leader: 'city', admin: 'city', auditor: 'city' },
  'incidents.read': {
    operator: 'city',
    duty: 'city',
    officer: 'own',
    leader: 'city',
    auditor: 'city',
    display: 'city',
    crew: 'city',
  },
  'incidents.review': { operator: 'city', duty: 'city', crew: 'city' },
  'incidents.dispatch': { duty: 'district', crew: 'city' },
  'incidents.act': { duty: 'district', officer: 'own', crew: 'city' },
  'incidents.approve': { duty: 'district', crew: 'city' },
  'incidents.conclude': { leader: 'city' },
  'units.read': {
    operator: 'city',
    duty: 'city',
    officer: 'district',
    leader: 'city',
    admin: 'city',
    auditor: 'city',
    display: 'city',
    crew: 'city',
  },
  'units.manage': { admin: 'city' },
  'objects.read': {
    operator: 'city',
    duty: 'city',
    officer: 'district',
    leader: 'city',
    admin: 'city',
    auditor: 'city',
    crew: 'city',
  },
  'objects.manage': { admin: 'city', duty: 'district' },
  'warnings.enter': { operator: 'city', duty: 'city' },
  'signals.read': { operator: 'city', duty: 'city', leader: 'city', auditor: 'city' },
  'signals.review': { operator: 'city', duty: 'district' },
  'signals.manage': { operator: 'city' },
  'handover.read': { operator: 'city', duty: 'city', leader: 'city', auditor: 'city' },
  'handover.sign': { operator: 'city', duty: 'city' },
  'instructions.read': { operator: 'city', duty: 'city', officer: 'own', leader: 'city', auditor: 'city' },
  'instructions.write': { leader: 'city' },
  'instructions.answer': { operator: 'own', duty: 'own', officer: 'own' },
  'alarms.read': {
    operator: 'city',
    duty: 'city',
    leader: 'city',
    admin: 'city',
    auditor: 'city',
    display: 'city',
  },
  'visits.record': { duty: 'district', officer: 'own', crew: 'city' },
  'alarms.act': { operator: 'city', duty: 'district' },
  'alerts.read': { operator: 'city', duty: 'city', leader: 'city', admin: 'city', auditor: 'city' },
  'alerts.edit': { operator: 'city' },
  'alerts.comment': { duty: 'city' },
  'alerts.approve': { leader: 'city' },
  'incidents.report': { operator: 'city', duty: 'city', officer: 'city', crew: 'city' },
  'incidents.comment': { operator: 'city', duty: 'city', officer: 'own', leader: 'city', crew: 'city' },
};
const CELLS = Permission.options.flatMap((p) => Role.options.map((r) => [r, p, CONTRACT[p][r] ?? 'none'] as const));

describe('the default matrix', () => {
  test.each(CELLS)('%s has %s: %s', (role, permission, reach) => {
    expect(fill(DEFAULT_PERMISSIONS[role])[permission]).toBe(reach);
  });

  test.each(Role.options)('%s holds no two duties that exclude each other', (role) => {
    expect(conflicts(DEFAULT_PERMISSIONS[role])).toEqual([]);
  });
});

test('what is not named reaches nothing', () => {
  expect(Object.values(NOTHING)).toEqual(Permission.options.map(() => 'none'));
});

test('reading the audit and managing accounts exclude each other', () => {
  expect(conflicts({ 'audit.read': 'city', 'accounts.manage': 'own' })).toEqual([['audit.read', 'accounts.manage']]);
  expect(conflicts({ 'audit.read': 'city', 'accounts.manage': 'none' })).toEqual([]);
});
