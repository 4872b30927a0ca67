import { describe, expect, it } from '@jest/globals';
import type { ReportRule } from '../../../protocol/report.js';
import { BUILT_IN_REPORT_RULES } from '../../../server/domain/reports/report-rules.data.js';
import { decideReports, following, type Known } from '../../../server/domain/reports/reports.rules.js';
import { card } from '../../support/incident-card.js';

/** An emergency of level Ⅱ, received at 02:05 UTC. */
const GRAVE = {
  ...{
    procedure: 'emergency',
    type: 'acc.infra.gas_leak',
    level: 2 as const,
    state: 'verified',
    lane: 'dispatch' as const,
  },
  ...{ occurredAt: '2026-11-22T02:00:00.000Z', openedAt: '2026-11-22T02:05:00.000Z' },
};
const AT = '2026-11-22T02:20:00.000Z';
const seen = (over: Parameters<typeof card>[0] = {}, at = AT) => ({
  card: card({ ...GRAVE, ...over }),
  atMs: Date.parse(at),
  day: '2026-11-22',
});
const known = (rule: string, over: Partial<Known> = {}): Known => {
  const found = BUILT_IN_REPORT_RULES.find((r) => r.id === rule) as ReportRule;
  return { id: `t-${rule}`, rule, level: found.level, no: 1, state: 'pending', kind: found.kind, ...over };
};
const asked = (...[over, before, rules]: [Parameters<typeof card>[0]?, Known[]?, ReportRule[]?]) => {
  const { ask, withdraw } = decideReports(rules ?? BUILT_IN_REPORT_RULES, before ?? [], seen(over));
  const due = ask.map((w) => `${w.rule.id} ${new Date(w.dueMs).toISOString().slice(11, 16)}`);
  return { due, withdraw: withdraw.map((k) => k.rule) };
};

describe('grading an incident', () => {
  it.each([
    [1, ['first.phone.1 02:20', 'first.written.1 02:35', 'first.province.1 04:05']],
    [2, ['first.phone.2 02:20', 'first.written.2 02:35', 'first.province.2 04:05']],
    [3, ['first.phone.3 02:35', 'first.written.3 03:05', 'first.province.3 05:05']],
    [4, []],
  ] as const)('level %i asks for its first reports, counted from receipt at 02:05', (level, due) => {
    expect(asked({ level })).toEqual({ due, withdraw: [] });
  });

  it('asks a second time for nothing, and warns at 80 % of the time', () => {
    const before = ['first.phone.2', 'first.written.2', 'first.province.2'].map((r) => known(r));
    expect(asked({}, before)).toEqual({ due: [], withdraw: [] });
    const [phone] = decideReports(BUILT_IN_REPORT_RULES, [], seen()).ask;
    expect(new Date(phone?.warnMs ?? 0).toISOString()).toBe('2026-11-22T02:17:00.000Z');
  });

  it('that is raised begins the reports of the new level from the change on, and drops what waited for the old one', () => {
    const before = [known('first.phone.3', { state: 'submitted' }), known('first.written.3')];
    expect(asked({ level: 1 }, before)).toEqual({
      due: ['first.phone.1 02:35', 'first.written.1 02:50', 'first.province.1 04:20'],
      withdraw: ['first.written.3'],
    });
  });

  it('that is lowered to Ⅳ or taken back drops what waits, not what was submitted', () => {
    const before = [known('first.phone.2', { state: 'submitted' }), known('first.written.2')];
    expect(asked({ level: 4 }, before)).toEqual({ due: [], withdraw: ['first.written.2'] });
    expect(asked({ level: null }, before)).toEqual({ due: [], withdraw: ['first.written.2'] });
  });

  it("asks for a type's own report, and not outside the days of a rule", () => {
    expect(asked({ type: 'health.infectious' }).due).toContain('first.health.2 04:05');
    const rules = BUILT_IN_REPORT_RULES.map((r) => ({ ...r, effectiveTo: '2026-11-21' }));
    expect(asked({}, [], rules).due).toEqual([]);
  });
});

describe('the end of an incident', () => {
  const closed = { lane: null, outcome: 'solved' as const, closedAt: '2026-11-22T08:00:00.000Z' };

  it('asks for the final report within a day, drops follow-ups, and keeps first ones that are owed', () => {
    const before = [known('first.phone.2'), known('first.written.2'), known('first.province.2'), known('followup.2')];
    expect(asked(closed, before)).toEqual({ due: ['final.2 08:00'], withdraw: ['followup.2'] });
  });

  it('asks for nothing where there was nothing', () => {
    for (const outcome of ['unfounded', 'duplicate', 'invalid'] as const)
      expect(asked({ ...closed, outcome }, [known('first.phone.2')])).toEqual({ due: [], withdraw: ['first.phone.2'] });
  });

  it('taken back drops the final report', () => {
    const before = ['first.phone.2', 'first.written.2', 'first.province.2', 'final.2'].map((r) => known(r));
    expect(asked({}, before)).toEqual({ due: [], withdraw: ['final.2'] });
  });
});

describe('follow-ups', () => {
  const next = (before: Known[], done: Known, over = {}) =>
    following(BUILT_IN_REPORT_RULES, before, { done, seen: seen(over) }).map(
      (w) => `${w.rule.id} no ${w.no} ${new Date(w.dueMs).toISOString().slice(11, 16)}`,
    );
  const first = known('first.phone.2', { state: 'submitted' });

  it('begin with the first report that is submitted, two hours on, and once', () => {
    expect(next([first], first)).toEqual(['followup.2 no 1 04:20']);
    expect(next([first, known('followup.2')], known('first.written.2', { state: 'submitted' }))).toEqual([]);
  });

  it('are numbered, and end with the incident', () => {
    const second = known('followup.2', { no: 2, state: 'submitted' });
    const all = [first, known('followup.2', { state: 'submitted' }), second];
    expect(next(all, second)).toEqual(['followup.2 no 3 04:20']);
    expect(next(all, second, { lane: null, outcome: 'solved' })).toEqual([]);
  });
});

it('every built-in rule names its source, and no two are one', () => {
  expect(new Set(BUILT_IN_REPORT_RULES.map((r) => r.id)).size).toBe(BUILT_IN_REPORT_RULES.length);
  for (const { source } of BUILT_IN_REPORT_RULES) expect(source).not.toBe('');
});
