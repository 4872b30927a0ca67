import { describe, expect, it } from '@jest/globals';
import { Permission } from '../../../protocol/identity.js';
import { Procedure } from '../../../protocol/procedure.js';
import { OPENINGS } from '../../../server/domain/incidents/openings.data.js';
import { procedureFor } from '../../../server/domain/incidents/openings.rules.js';
import { faultsOf } from '../../../server/domain/incidents/procedure.rules.js';
import { BUILT_IN_PROCEDURES } from '../../../server/domain/incidents/procedures.data.js';
import { EMERGENCY } from '../../../server/domain/incidents/procedures/emergency.data.js';
import { STREET_ORDER } from '../../../server/domain/incidents/procedures/street-order.data.js';

const ALL = new Set(Permission.options);
const changed = (change: (p: Procedure) => void): string[] => {
  const copy = structuredClone(STREET_ORDER);
  change(copy);
  return faultsOf(copy, ALL);
};
const find = (p: Procedure, command: string) => p.transitions.filter((t) => t.command === command);

describe('the built-in procedures', () => {
  it.each(BUILT_IN_PROCEDURES.map((p) => [p.id, p] as const))('%s is whole', (_, procedure) => {
    expect(Procedure.parse(procedure)).toEqual(procedure);
    expect(faultsOf(procedure, ALL)).toEqual([]);
  });

  it('are all that openings name', () => {
    const known = new Set<string | null>(BUILT_IN_PROCEDURES.map((p) => p.id));
    for (const { procedure } of OPENINGS) expect(known.has(procedure) || procedure === null).toBe(true);
  });

  it('are chosen by stream and type: the first line that fits', () => {
    expect(procedureFor('incident', 'street.trading_outside')).toBe('street-order');
    expect(procedureFor('incident', 'street.car_parking')).toBe('city-management');
    expect(procedureFor('incident', 'acc.infra.gas_leak')).toBe('emergency');
    expect(procedureFor('complaint', 'complaint.gas.smell')).toBe('emergency');
    expect(procedureFor('complaint', 'complaint.praise')).toBeNull();
    expect(procedureFor('risk', 'risk.other')).toBeNull();
  });
});

describe('a procedure is refused', () => {
  it('when a state cannot be reached, and by name', () => {
    const faults = changed((p) => (p.transitions = p.transitions.filter((t) => t.command !== 'penalise')));
    expect(faults).toEqual([expect.stringContaining('street-order v1: state penalty cannot be reached')]);
  });

  it('when an open state has no way out', () => {
    const faults = changed((p) => {
      for (const t of p.transitions) t.from = t.from.filter((id) => id !== 'penalty');
      p.transitions = p.transitions.filter((t) => t.from.length > 0);
    });
    expect(faults).toContainEqual(expect.stringContaining('state penalty is a dead end'));
  });

  it('when something unreviewed could come into work', () => {
    const faults = changed((p) => find(p, 'dispatch')[0]?.from.push('alarmed'));
    expect(faults).toContainEqual(expect.stringContaining('dispatched can be reached without review'));
    expect(changed((p) => (find(p, 'dispatch')[0]!.guards = []))).toEqual([expect.stringContaining('guard reviewed')]);
  });

  it('when it closes without the photo that it promises', () => {
    expect(changed((p) => (find(p, 'close')[0]!.guards = ['outcome']))).toEqual([
      expect.stringContaining('close lacks the guard after-photo'),
    ]);
  });

  it('when no role may use a way', () => {
    expect(changed((p) => (find(p, 'sign')[0]!.permissions = []))).toEqual([
      expect.stringContaining('nobody may sign from dispatched'),
    ]);
    const faults = faultsOf(STREET_ORDER, new Set(Permission.options.filter((p) => p !== 'incidents.approve')));
    expect(faults).toHaveLength(2);
    const led = faultsOf(EMERGENCY, new Set(Permission.options.filter((p) => p !== 'incidents.conclude')));
    expect(led).toEqual([expect.stringContaining('nobody may close from controlled, checked at level 1, 2')]);
  });

  it('when a final state is left other than by reopening', () => {
    const faults = changed((p) => find(p, 'sign')[0]?.from.push('closed'));
    expect(faults).toContainEqual(expect.stringContaining('final state closed may be left by reopening only'));
  });

  it('with all its faults at once', () => {
    const faults = changed((p) => {
      p.initial = 'nowhere';
      find(p, 'sign')[0]!.to = 'elsewhere';
      p.states[0]!.clock = 'paused';
      p.states.push(structuredClone(p.states[1]!));
    });
    expect(faults).toHaveLength(4);
  });
});
