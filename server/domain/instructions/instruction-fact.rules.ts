import type { InstructionChanged } from '../../../protocol/facts/reports.js';
import type { InstructionCard } from '../../../protocol/instruction.js';
import type { NewEntry } from '../../journal/entry.js';

/** Puts a fact about an instruction on its way. One about an incident stands in the incident's course. */
export function entryOf(type: InstructionChanged['type'], card: InstructionCard, actor?: string): NewEntry {
  const subject = card.link?.kind === 'incident' ? card.link.ref : card.id;
  return { fact: { type, instruction: card }, subject, isDrill: card.isDrill, ...(actor && { actor }) };
}
