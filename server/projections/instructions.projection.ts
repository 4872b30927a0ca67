import type { Entry } from '../../protocol/facts.js';
import type { InstructionCard } from '../../protocol/instruction.js';

/** What the tables hold when a process starts: the instructions that are not closed. */
export interface InstructionsStart {
  instructions: readonly InstructionCard[];
}

/** Instructions that are not closed. Applying entries again, in order, changes nothing. */
export class InstructionsProjection {
  private readonly standing = new Map<string, InstructionCard>();
  private last = 0;

  load({ instructions }: InstructionsStart): void {
    for (const card of instructions) this.standing.set(card.id, card);
  }

  apply({ seq, fact }: Entry): void {
    if (!('instruction' in fact) || fact.instruction.isDrill) return;
    const { instruction: card } = fact;
    this.last = seq;
    // A process that starts reads tables that may be newer than the entries it then follows.
    if ((this.standing.get(card.id)?.version ?? 0) > card.version) return;
    if (card.closedAt === null) this.standing.set(card.id, card);
    else this.standing.delete(card.id);
  }

  list(): InstructionCard[] {
    return [...this.standing.values()];
  }

  /** Seq of the newest fact about one; 0 before the first that this process saw. */
  get changed(): number {
    return this.last;
  }
}
