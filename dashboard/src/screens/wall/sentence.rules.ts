import type { City } from '@protocol/city';
import type { IntakeHealth } from '@protocol/live/intake-health';
import type { Situation } from '@protocol/live/situation';
import { IN_HAND, WAITING } from '@protocol/queue';
import { standing, vitalStanding } from './bands.rules.js';
import { inLanes } from './counts.rules.js';
import { vitalState } from './vitals.rules.js';
import { countedQuery, figureQuery, interruptedQuery, openQuery, overdueQuery, vitalQuery } from './figures.rules.js';

/** Feeds or vital signs that a sentence names before it says "and n more". */
const NAMED = 2;

/** One thing out of the ordinary. The same list colours the tiles and makes the sentence, so they cannot contradict each other. */
export interface Exception {
  kind:
    | ('overdue' | 'critical' | 'dispatch' | 'inHand')
    | ('rate' | 'lastHour' | 'today' | 'unlocated' | 'vital')
    | ('interrupted' | 'vitalLost' | 'noUsual')
    | ('transport' | 'clockSkew');
  tone: 'p1' | 'p2' | 'stale';
  /** The numeral of the phrase, and the rows behind it; null when the phrase has none. */
  n: number | null;
  query: string;
  /** Rows query of what a `derived` numeral was folded from. */
  inputs?: string;
  /** Ids named in the phrase: feeds, one vital sign, or a transport. */
  names: string[];
  /** Since when it is so, where the phrase says it. */
  since?: string;
}

/** Finds what is out of the ordinary, most urgent first; what is missing comes last. Empty: nothing is. @param nowMs city time, epoch ms */
export function exceptions(situation: Situation, vitals: City['vitals'], nowMs: number): Exception[] {
  const isLost = (sign: City['vitals'][number]) =>
    vitalState(
      situation.vitals.find((v) => v.id === sign.id),
      sign,
      nowMs,
    ) !== 'whole';
  const lost = vitals.filter(isLost);
  return [
    ...urgent(situation),
    ...unusual(situation),
    ...fastFeeds(situation),
    ...unusualVitals(
      situation,
      vitals.filter((sign) => !lost.includes(sign)),
    ),
    ...missing(situation, lost),
  ];
}

/** What keeps the wall from knowing more: a transport that is cut off, sensors whose clocks are wrong. Nothing before the channel has told. */
export function unheard(health: Pick<IntakeHealth, 'asOf' | 'links' | 'totals'> | null): Exception[] {
  const cut = (health?.links ?? []).filter((link) => !link.up);
  const n = health?.totals.clockSkew ?? 0;
  const query = figureQuery('sensors.total', { condition: 'clock-skew' }, health?.asOf.seq ?? 0);
  return [
    ...cut.map(({ id, since }): Exception => ({
      ...{ kind: 'transport', tone: 'stale', n: null, query: 'none', names: [id], since },
    })),
    ...(n > 0 ? [{ kind: 'clockSkew', tone: 'stale', n, query, names: [] } as Exception] : []),
  ];
}

/** Tells whether the wall has an exception of a kind. */
export function has(list: readonly Exception[], kind: Exception['kind']): boolean {
  return list.some((e) => e.kind === kind);
}

/** What of the incidents has to be dealt with: past its limit; critical and with nobody; waiting to be sent to somebody; too many in hand. */
function urgent(situation: Situation): Exception[] {
  const { counts, criticalWaiting, usual } = situation.incidents;
  const [waiting, inHand] = [inLanes(situation.incidents, ['dispatch']), inLanes(situation.incidents, IN_HAND)];
  const of = (kind: Exception['kind'], tone: Exception['tone'], n: number, query: string): Exception[] =>
    n > 0 ? [{ kind, tone, n, query, names: [] }] : [];
  // Some always wait. How many are too many is not known before there is a usual range: until then all are told.
  const isMany = usual.dispatch === null || standing(waiting, usual.dispatch) === 'above';
  const isFull = standing(inHand, usual.inHand) === 'above';
  return [
    ...of('overdue', 'p1', counts.overdue, overdueQuery(situation)),
    ...of('critical', 'p1', criticalWaiting, openQuery(situation, WAITING, { priority: 1 })),
    ...of('dispatch', 'p2', isMany ? waiting : 0, openQuery(situation, ['dispatch'])),
    ...of('inHand', 'p2', isFull ? inHand : 0, openQuery(situation, IN_HAND)),
  ];
}

function unusual(situation: Situation): Exception[] {
  const { totals, usual } = situation;
  const of = (kind: 'lastHour' | 'today' | 'unlocated', query: string): Exception[] =>
    standing(totals[kind], usual[kind]) === 'above' ? [{ kind, tone: 'p2', n: totals[kind], query, names: [] }] : [];
  return [
    ...of('lastHour', countedQuery(situation, 'lastHour')),
    ...of('today', countedQuery(situation, 'today')),
    ...of('unlocated', countedQuery(situation, 'lastHour', { placed: 'unlocated' })),
  ];
}

function fastFeeds(situation: Situation): Exception[] {
  const fast = situation.sources.filter((s) => s.status !== 'interrupted' && standing(s.occurred, s.usual) === 'above');
  const names = fast.slice(0, NAMED).map((s) => s.id);
  return fast.length > 0 ? [{ kind: 'rate', tone: 'p2', n: fast.length, query: 'derived', names }] : [];
}

function unusualVitals(situation: Situation, vitals: City['vitals']): Exception[] {
  return vitals.flatMap((sign): Exception[] => {
    const now = situation.vitals.find((v) => v.id === sign.id);
    const how = vitalStanding(now?.value ?? null, sign.usual);
    if (!now || now.value === null || (how !== 'above' && how !== 'below')) return [];
    const n = Number(now.value.toFixed(sign.decimals));
    return [
      { kind: 'vital', tone: 'p2', n, query: 'derived', inputs: vitalQuery(situation, sign.id), names: [sign.id] },
    ];
  });
}

function missing(situation: Situation, silent: City['vitals']): Exception[] {
  const down = situation.sources.filter((s) => s.status === 'interrupted').map((s) => s.id);
  const lost = silent.map((sign) => sign.id);
  const { lastHour, today } = situation.usual;
  return [
    ...(down.length > 0
      ? [
          {
            kind: 'interrupted',
            tone: 'stale',
            n: down.length,
            query: interruptedQuery(situation),
            names: down.slice(0, NAMED),
          } as const,
        ]
      : []),
    ...(lost.length > 0
      ? [{ kind: 'vitalLost', tone: 'stale', n: lost.length, query: 'derived', names: lost.slice(0, NAMED) } as const]
      : []),
    ...(lastHour === null && today === null
      ? [{ kind: 'noUsual', tone: 'stale', n: null, query: 'none', names: [] } as const]
      : []),
  ].map((e) => ({ ...e, names: [...e.names] }));
}
