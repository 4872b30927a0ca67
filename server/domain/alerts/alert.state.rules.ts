import type { AlertState } from '../../../protocol/alert.js';
import { ALERT_MOVES, AlertAct, type AlertGate } from '../../../protocol/alert-command.js';
import type { Permission } from '../../../protocol/identity.js';

/** Which permission an act asks for. */
export const ACT_NEEDS: Readonly<Record<AlertAct, Permission>> = {
  ...{ compile: 'alerts.edit', edit: 'alerts.edit', consult: 'alerts.edit', answer: 'alerts.edit' },
  ...{ submit: 'alerts.edit', 'take-back': 'alerts.edit', correct: 'alerts.edit', discard: 'alerts.edit' },
  ...{ comment: 'alerts.comment', return: 'alerts.approve', approve: 'alerts.approve' },
  ...{ publish: 'alerts.approve', withdraw: 'alerts.approve' },
};

/** Acts that nobody does on his own work (four eyes). */
const OTHERS_ONLY: readonly AlertAct[] = ['approve', 'publish'];
/** Acts before which everything has to hold. */
const GATED: readonly AlertAct[] = ['submit', 'approve', 'publish'];

/** What decides whether an act can be done. */
export interface Standing {
  state: AlertState;
  version: number;
  authors: readonly string[];
  gates: readonly AlertGate[];
}

/** Why an act is refused: a code of problem `alert/<why>`; null when it can be done. */
export type Refusal = 'not-now' | 'own-work' | 'not-ready' | 'first-version';

/** Decides about an act by somebody who may do it at all. The first reason is told. */
export function refusalOf(act: AlertAct, { state, version, authors, gates }: Standing, who: string): Refusal | null {
  if (ALERT_MOVES[state][act] === undefined) return 'not-now';
  if (act === 'discard' && version === 1) return 'first-version';
  if (OTHERS_ONLY.includes(act) && authors.includes(who)) return 'own-work';
  if (GATED.includes(act) && gates.some(({ passed }) => !passed)) return 'not-ready';
  return null;
}

/** Everything somebody may do now, and why not the rest of what the present state knows. */
export function actsOf(
  standing: Standing,
  { who, may }: { who: string; may: (needed: Permission) => boolean },
): { can: AlertAct[]; refused: Partial<Record<AlertAct, string>> } {
  const can: AlertAct[] = [];
  const refused: Partial<Record<AlertAct, string>> = {};
  for (const act of AlertAct.options.filter((a) => ALERT_MOVES[standing.state][a] !== undefined && may(ACT_NEEDS[a]))) {
    const why = refusalOf(act, standing, who);
    if (why === null) can.push(act);
    else refused[act] = `alert/${why}`;
  }
  return { can, refused };
}
