import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { InstructionCard } from '../../../protocol/instruction.js';
import type { NewEntry } from '../../journal/entry.js';
import type { DueTimer, TimerHandler } from '../../timers/timer.js';
import { Timers } from '../../timers/timers.js';
import { INSTRUCTION_DUE } from './due-times.js';
import { entryOf } from './instruction-fact.rules.js';
import { isAwaited } from './instruction.rules.js';
import { lockInstruction, markOverdue, readCard } from './instructions.queries.js';

/** Says of an instruction that nobody has answered it in time, once for each time that was named. */
@Injectable()
export class InstructionsTimer implements TimerHandler, OnModuleInit {
  readonly kinds = [INSTRUCTION_DUE];

  constructor(private readonly timers: Timers) {}

  onModuleInit(): void {
    this.timers.register(this);
  }

  async lock({ subject }: DueTimer, db: PoolClient): Promise<void> {
    await lockInstruction(db, subject);
  }

  async fire({ subject }: DueTimer, db: PoolClient): Promise<NewEntry[]> {
    const card = await readCard(db, subject);
    if (!card || !isAwaited(card.state)) return [];
    await markOverdue(db, subject);
    return [entryOf('instruction.overdue', (await readCard(db, subject)) as InstructionCard)];
  }
}
