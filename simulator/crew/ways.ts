import type { IncidentCard } from '../../protocol/incident.js';
import type { Permission } from '../../protocol/identity.js';
import type { MoveCommand, Procedure } from '../../protocol/procedure.js';

type Standing = Pick<IncidentCard, 'procedure' | 'procedureVersion' | 'state' | 'level'>;

/** The moves that staff may make, worked out from the procedures that the service publishes: no file has to be read for them. */
export class Ways {
  private readonly byKey: ReadonlyMap<string, Procedure>;

  constructor(
    procedures: readonly Procedure[],
    private readonly may: (permission: Permission) => boolean,
  ) {
    this.byKey = new Map(procedures.map((p) => [`${p.id} ${p.version}`, p]));
  }

  /** Moves from where an incident stands; null for one whose procedure was published after these were read. */
  of({ procedure, procedureVersion, state, level }: Standing): MoveCommand[] | null {
    const found = this.byKey.get(`${procedure} ${procedureVersion}`);
    if (!found) return null;
    const out = found.transitions.filter(({ from }) => from.includes(state));
    const own = out.filter((way) => {
      const rule = way.byLevel.find(({ levels }) => level !== null && levels.includes(level));
      return (rule?.permissions ?? way.permissions).some((permission) => this.may(permission));
    });
    return [...new Set(own.map(({ command }) => command))];
  }
}
