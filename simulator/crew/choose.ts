import type { Assignment } from '../../protocol/dispatch.js';
import type { IncidentFile } from '../../protocol/incident.js';
import type { MoveCommand, Outcome } from '../../protocol/procedure.js';
import type { Random } from '../random.js';
import { HANG_HOURS, REASONS, TURNS } from './pace.data.js';

/** The next thing to do with an incident. `photo`: one taken before or after the work is put to it first. `untilHours`: how long it is hung. */
export type Act =
  | { do: 'move'; command: MoveCommand; reason?: string; outcome?: Outcome; photo?: 'after'; untilHours?: number }
  | { do: 'assign' }
  | {
      do: 'answer';
      assignment: string;
      command: 'accept' | 'arrive' | 'handle' | 'return';
      reason?: string;
      photo?: 'before' | 'after';
    };

/** `hurried`: much waits, so what can be left out is. */
type File = Pick<IncidentFile, 'lane' | 'state' | 'can' | 'priority'> & { hurried?: boolean };
type Given = Pick<Assignment, 'id' | 'state'>;

/** From this priority on something may be put off. */
const CAN_WAIT = 3;

/** Moves that lead on, in the order in which staff think of them. */
const FORWARD: readonly MoveCommand[] = ['accept', 'verify', 'file', 'sign', 'handle', 'feedback', 'check', 'close'];
/** The same for those who have no time for a step that may be left out. */
const SHORT: readonly MoveCommand[] = ['file', 'verify', 'accept', 'handle', 'sign', 'feedback', 'close', 'check'];

/** Chooses what staff do with an incident that is due; null when nobody of them may do anything. */
export function chooseAct(file: File, given: readonly Given[], random: Random): Act | null {
  const may = (command: MoveCommand) => file.can.includes(command);
  switch (file.lane) {
    case 'review':
      return may('reject') && random.chance(TURNS.reject) ? back('reject', random) : onward(file);
    case 'dispatch':
      if (may('hang') && file.priority >= CAN_WAIT && random.chance(TURNS.hang)) return hold(random);
      return may('dispatch') ? { do: 'assign' } : null;
    case 'enroute':
      return answerOf(file, given, random) ?? onward(file);
    case 'onsite':
      return doneOf(file, given);
    case 'check':
      return endOf(file, random);
    default:
      return null;
  }
}

/** A unit accepts, arrives, or now and then gives it back. */
function answerOf({ hurried }: File, given: readonly Given[], random: Random): Act | null {
  const waiting = given.find((a) => a.state === 'assigned');
  if (waiting && random.chance(TURNS.bounce))
    return { do: 'answer', assignment: waiting.id, command: 'return', reason: random.pick(REASONS.bounce) };
  if (waiting) return { do: 'answer', assignment: waiting.id, command: 'accept' };
  const coming = given.find((a) => a.state === 'accepted');
  if (!coming) return null;
  return { do: 'answer', assignment: coming.id, command: 'arrive', ...(hurried ? {} : { photo: 'before' }) };
}

/** Whoever is on scene photographs and reports it done; without anybody there the desk that heard of it does. */
function doneOf(file: File, given: readonly Given[]): Act | null {
  const there = given.find((a) => a.state === 'arrived' || a.state === 'accepted');
  if (there) return { do: 'answer', assignment: there.id, command: 'handle', photo: 'after' };
  return file.can.includes('feedback') ? { do: 'move', command: 'feedback', photo: 'after' } : onward(file);
}

function endOf(file: File, random: Random): Act | null {
  const may = (command: MoveCommand) => file.can.includes(command);
  if (may('rework') && random.chance(TURNS.rework)) return back('rework', random);
  if (!may('close')) return onward(file);
  if (file.state === 'penalty') return { do: 'move', command: 'close', outcome: 'penalty' };
  // Only where a penalty is possible does a closing say how it ended.
  if (!may('penalise')) return onward(file);
  if (random.chance(TURNS.firstOffence)) return { do: 'move', command: 'close', outcome: 'exempt' };
  return random.chance(0.5)
    ? { do: 'move', command: 'close', outcome: 'note' }
    : { do: 'move', command: 'penalise', reason: '一年内再次违规，依法立案处罚' };
}

function onward({ can, hurried }: File): Act | null {
  const command = (hurried ? SHORT : FORWARD).find((c) => can.includes(c));
  return command ? { do: 'move', command } : null;
}

/** What cannot be done yet waits for a day that is named. */
function hold(random: Random): Act {
  const untilHours = HANG_HOURS.least + random.next() * (HANG_HOURS.most - HANG_HOURS.least);
  return { do: 'move', command: 'hang', reason: random.pick(REASONS.hang), untilHours };
}

function back(command: 'reject' | 'rework', random: Random): Act {
  return { do: 'move', command, reason: random.pick(REASONS[command]) };
}
