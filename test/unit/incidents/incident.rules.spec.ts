import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MoveCommand, Outcome, type Procedure } from '../../../protocol/procedure.js';
import { clocksOf, duesOf, moveClocks, type Clocks } from '../../../server/domain/incidents/clocks.rules.js';
import type { Asked, GuardContext } from '../../../server/domain/incidents/guards.rules.js';
import { decide, isRefusal, type Decision, type Standing } from '../../../server/domain/incidents/incident.rules.js';
import { stateOf } from '../../../server/domain/incidents/procedure.rules.js';
import { BUILT_IN_PROCEDURES } from '../../../server/domain/incidents/procedures.data.js';
import { STREET_ORDER } from '../../../server/domain/incidents/procedures/street-order.data.js';

const START: Standing = {
  ...{ state: '', backTo: null, reviewed: false, supervised: false, bounces: 0, reworks: 0, hasDue: true },
};
const CONTEXT: GuardContext = {
  ...{ reviewed: false, extensionPending: false, afterPhotos: 0, priorOffences: 0, nowMs: 1000 },
};
const asked = (command: MoveCommand, more: Partial<Asked> = {}): Asked => ({
  ...{ command, reason: null, outcome: null, untilMs: null },
  ...more,
});
const anyAsked = fc.record({
  command: fc.constantFrom(...MoveCommand.options),
  reason: fc.constantFrom('有人反映', null),
  outcome: fc.constantFrom(...Outcome.options, null),
  untilMs: fc.constantFrom(5000, 1, null),
});
/** What anybody might try, one thing after the other; photos, offences and pending extensions as it happens. */
const anyCourse = fc.array(
  fc.record({
    asked: anyAsked,
    afterPhotos: fc.nat(1),
    priorOffences: fc.nat(1),
    extensionPending: fc.boolean(),
  }),
  { maxLength: 80 },
);
type Tried = { before: Standing; asked: Asked; context: GuardContext; decision: Decision };

/** Walks a course and keeps what was done. */
function walk(procedure: Procedure, course: readonly ({ asked: Asked } & Partial<GuardContext>)[]): Tried[] {
  const done: Tried[] = [];
  let standing: Standing = { ...START, state: procedure.initial };
  for (const { asked: what, ...given } of course) {
    const context = { ...CONTEXT, ...given, reviewed: standing.reviewed };
    const decision = decide(procedure, standing, { asked: what, context });
    if (isRefusal(decision)) continue;
    done.push({ before: standing, asked: what, context, decision });
    standing = { ...standing, ...decision, state: decision.to.id };
  }
  return done;
}
const everywhere = (check: (procedure: Procedure, done: Tried[]) => void) =>
  fc.assert(
    fc.property(fc.constantFrom(...BUILT_IN_PROCEDURES), anyCourse, (procedure, course) =>
      check(procedure, walk(procedure, course)),
    ),
    { numRuns: 600 },
  );

describe('whatever is tried', () => {
  it('nothing unreviewed is dispatched or in work', () =>
    everywhere((procedure, done) => {
      for (const { decision } of done) {
        const inWork = ['enroute', 'onsite', 'check'].includes(decision.to.lane ?? '');
        expect(procedure.review && inWork && !decision.reviewed).toBe(false);
      }
    }));

  it('what is closed is left by reopening or undoing a merge only', () =>
    everywhere((procedure, done) => {
      for (const { before, asked: what } of done) {
        if (stateOf(procedure, before.state).lane === null) expect(['reopen', 'unmerge']).toContain(what.command);
      }
    }));

  it('nothing is closed without the photo that the procedure asks for', () =>
    everywhere((procedure, done) => {
      for (const { asked: what, context, decision } of done) {
        if (procedure.afterPhoto && what.command === 'close') expect(context.afterPhotos).toBeGreaterThan(0);
        expect(decision.outcome === null).toBe(decision.to.lane !== null);
      }
    }));

  it('only a first offence is exempt', () =>
    everywhere((_, done) => {
      for (const { context, decision } of done)
        if (decision.outcome === 'exempt') expect(context.priorOffences).toBe(0);
    }));

  it('putting on hold and merging lead back to where they began', () =>
    everywhere((_, done) => {
      done.forEach(({ asked: what, decision }, i) => {
        const last = done[i - 1];
        if (what.command === 'resume' && last?.asked.command === 'hang') expect(decision.to.id).toBe(last.before.state);
        if (what.command === 'unmerge' && last?.asked.command === 'merge')
          expect(decision.to.id).toBe(last.before.state);
      });
    }));

  it('counters only grow, and the third return raises supervision', () =>
    everywhere((_, done) => {
      for (const { before, decision } of done) {
        expect(decision.bounces).toBeGreaterThanOrEqual(before.bounces);
        if (decision.bounces >= 3) expect(decision.supervised).toBe(true);
      }
    }));

  it('the clock stands exactly while it is hung, and time on hold is given back', () => {
    const oneMinute = fc.integer({ min: 1, max: 600 });
    fc.assert(
      fc.property(
        fc.constantFrom(...BUILT_IN_PROCEDURES),
        fc.array(fc.tuple(anyAsked, oneMinute), { maxLength: 60 }),
        (procedure, course) => {
          let nowMs = 0;
          let hungMs = 0;
          let standing: Standing = { ...START, state: procedure.initial };
          let clocks: Clocks = { clockFromMs: 0, stepFromMs: 0, pausedMs: null, pauses: [], extraMinutes: 0 };
          for (const [what, minutes] of course) {
            const isHung = stateOf(procedure, standing.state).lane === 'hung';
            nowMs += minutes * 60_000;
            if (isHung) hungMs += minutes * 60_000;
            const context = { ...CONTEXT, afterPhotos: 1, reviewed: standing.reviewed, nowMs: 0 };
            const decision = decide(procedure, standing, { asked: what, context });
            if (isRefusal(decision)) continue;
            if (decision.whole === 'restart') return;
            clocks = moveClocks(clocks, decision, nowMs);
            standing = { ...standing, ...decision, state: decision.to.id };
            expect(clocks.pausedMs !== null).toBe(decision.to.lane === 'hung');
          }
          const over = clocks.pauses.reduce((sum, p) => sum + (p.toMs as number) - p.fromMs, 0);
          expect(over + (clocks.pausedMs === null ? 0 : nowMs - clocks.pausedMs)).toBe(hungMs);
        },
      ),
    );
  });
});

describe('a refusal', () => {
  it('says what is possible instead', () => {
    const refusal = decide(STREET_ORDER, { ...START, state: 'alarmed' }, { asked: asked('close'), context: CONTEXT });
    expect(refusal).toMatchObject({ status: 409, code: 'incident/not-now' });
    expect((refusal as { detail: string }).detail).toContain('from there: verify, reject, permit');
  });

  it.each([
    ['reject', 'alarmed', 'incident/reason-missing'],
    ['dispatch', 'confirmed', 'incident/not-reviewed'],
    ['feedback', 'rectifying', 'incident/after-photo-missing'],
    ['hang', 'signed', 'incident/reason-missing'],
  ] as const)('of %s from %s is %s', (command, state, code) => {
    expect(decide(STREET_ORDER, { ...START, state }, { asked: asked(command), context: CONTEXT })).toMatchObject({
      code,
    });
  });

  it('of closing asks for an outcome, and exempts no second offence', () => {
    const at = { ...START, state: 'rectified' };
    const context = { ...CONTEXT, afterPhotos: 1, priorOffences: 1 };
    expect(decide(STREET_ORDER, at, { asked: asked('close', { outcome: 'permitted' }), context })).toMatchObject({
      code: 'incident/outcome-missing',
    });
    expect(decide(STREET_ORDER, at, { asked: asked('close', { outcome: 'exempt' }), context })).toMatchObject({
      code: 'incident/not-first-offence',
    });
    expect(decide(STREET_ORDER, at, { asked: asked('close', { outcome: 'note' }), context })).toMatchObject({
      outcome: 'note',
    });
  });
});

describe('due times', () => {
  const calendarDue = (q: {
    fromMs: number;
    extraMs: number;
    pauses: readonly { fromMs: number; toMs: number | null }[];
  }) => {
    const dueMs = q.fromMs + 60_000 + q.extraMs;
    return q.pauses.some((p) => p.toMs === null) ? null : { dueMs, warnMs: dueMs - 1 };
  };
  const kind = { type: 'street.trading_outside', priority: 3, district: '990101' } as const;
  const of = (state: string, clocks: Clocks) =>
    duesOf(STREET_ORDER, { state: stateOf(STREET_ORDER, state), kind, clocks }, calendarDue);

  it('are none before the whole clock begins, and none on hold', () => {
    const clocks = { clockFromMs: null, stepFromMs: 5, pausedMs: null, pauses: [], extraMinutes: 0 };
    expect(of('alarmed', clocks)).toEqual({ warnMs: null, dueMs: null, stepWarnMs: 60_004, stepDueMs: 60_005 });
    const none = { warnMs: null, dueMs: null, stepWarnMs: null, stepDueMs: null };
    expect(of('hung', { ...clocks, clockFromMs: 1, pausedMs: 9 })).toEqual(none);
  });

  it('have the time that an extension added, for the whole and not for the step', () => {
    const locked = { clockFromMs: 0, stepFromMs: 0, pauses: [], extraMinutes: 2, card: { pausedAt: null } };
    expect(of('signed', clocksOf(locked))).toMatchObject({ dueMs: 180_000, stepDueMs: 60_000 });
  });
});
