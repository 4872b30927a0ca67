import type { IncidentCard, SideAct } from '../../../protocol/incident.js';
import type { Permission } from '../../../protocol/identity.js';
import type { MoveCommand, Procedure } from '../../../protocol/procedure.js';
import type { Principal } from '../../platform/principal.js';
import { reaches, type Ground } from './access.rules.js';
import { permissionsOf, waysOut } from './procedure.rules.js';

/** The moves that lead from where an incident stands and that somebody may make; guards are asked when one is made. */
export function movesOf(
  procedure: Procedure,
  { state, level }: Pick<IncidentCard, 'state' | 'level'>,
  { who, ground }: { who: Principal; ground: Ground },
): MoveCommand[] {
  const ways = waysOut(procedure, state).filter((way) => reaches(who, permissionsOf(way, level), ground));
  return [...new Set(ways.map((way) => way.command))];
}

/** What an act beside the moves needs. Any one of the permissions will do. The commands ask the same ones. */
export const MAY: Readonly<Record<SideAct, readonly Permission[]>> = {
  grade: ['incidents.dispatch'],
  supervise: ['incidents.approve'],
  remind: ['incidents.dispatch', 'incidents.review'],
  extend: ['incidents.act', 'incidents.dispatch'],
  decide: ['incidents.approve'],
  withdraw: ['incidents.dispatch'],
  comment: ['incidents.comment'],
  tick: ['incidents.review', 'incidents.dispatch', 'incidents.act'],
};

/** An incident as far as these acts look at it. `asker`: whose request for more time waits, null without one. */
export interface Stands extends Pick<IncidentCard, 'lane' | 'supervised' | 'extensionPending' | 'dueAt'> {
  asker: string | null;
}

/** Whether an incident takes an act as it stands; whoever asked for more time does not grant it. */
const TAKES: Readonly<Record<SideAct, (of: Stands, who: Principal) => boolean>> = {
  grade: isOpen,
  supervise: (of) => isOpen(of) && !of.supervised,
  remind: isGiven,
  extend: (of) => isOpen(of) && of.dueAt !== null && !of.extensionPending,
  decide: (of, who) => isOpen(of) && of.extensionPending && of.asker !== who.username,
  withdraw: isGiven,
  comment: () => true,
  tick: isOpen,
};

/** Names the acts that somebody may do to an incident now. */
export function sideActsOf(of: Stands, who: Principal, ground: Ground): SideAct[] {
  const acts = Object.keys(TAKES) as SideAct[];
  return acts.filter((act) => TAKES[act](of, who) && reaches(who, MAY[act], ground));
}

function isOpen({ lane }: Stands): boolean {
  return lane !== null;
}

function isGiven({ lane }: Stands): boolean {
  return lane === 'enroute' || lane === 'onsite';
}
