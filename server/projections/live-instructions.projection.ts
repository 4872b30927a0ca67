import type { InstructionCard } from '../../protocol/instruction.js';
import type { LiveInstructions } from '../../protocol/live/instructions.js';
import type { CityState } from './city-state.projection.js';
import { isoOf, type Times } from './times.rules.js';

/** Whose instructions a view is of: null is everybody's, else those asked of an account or its role. */
export type AskedOf = { username: string; role: string } | null;

/** Draws the state of `instructions`. */
export function liveInstructionsOf(city: CityState, t: Times, asked: AskedOf): LiveInstructions {
  const seen = city.instructions
    .list()
    .filter(({ owner }) => asked === null || owner.ref === nameOf(owner.kind, asked));
  const of = (state: InstructionCard['state']) => seen.filter((card) => card.state === state).length;
  const overdueAt = isoOf(t.minute);
  const isLate = ({ state, dueAt }: InstructionCard) => state !== 'answered' && dueAt <= overdueAt;
  return {
    asOf: city.asOf(t),
    overdueAt,
    changed: city.instructions.changed,
    counts: {
      ...{ standing: seen.length, open: of('open'), answered: of('answered'), returned: of('returned') },
      overdue: seen.filter(isLate).length,
    },
  };
}

const nameOf = (kind: InstructionCard['owner']['kind'], { username, role }: NonNullable<AskedOf>) =>
  kind === 'account' ? username : role;
