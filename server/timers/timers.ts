import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { cancelTimers, dropTimers, setTimers } from './timers.queries.js';
import type { NewTimer, TimerHandler, TimerKey } from './timer.js';

/** Where capabilities set and cancel timers, inside their own transactions, and say what happens when one is due. */
@Injectable()
export class Timers {
  /** Handlers by kind. */
  private readonly handlers = new Map<string, TimerHandler>();

  /** Adds a handler; call it in `onModuleInit`. Timers of a kind that nobody handles wait. */
  register(handler: TimerHandler): void {
    for (const kind of handler.kinds) {
      if (this.handlers.has(kind)) throw new Error(`timers of kind ${kind} have two handlers`);
      this.handlers.set(kind, handler);
    }
  }

  /** Kinds that have a handler in this process. */
  get kinds(): readonly string[] {
    return [...this.handlers.keys()];
  }

  handlerOf(kind: string): TimerHandler {
    const handler = this.handlers.get(kind);
    if (!handler) throw new Error(`timers of kind ${kind} have no handler`);
    return handler;
  }

  /** Sets timers in the caller's transaction. Lock the subject first (timer.ts, TimerHandler.lock). */
  async set(db: ClientBase, ...timers: readonly NewTimer[]): Promise<void> {
    if (timers.length > 0) await setTimers(db, timers);
  }

  /** Cancels the timers of a subject in the caller's transaction: those of the kinds named, or all. */
  async cancel(db: ClientBase, subject: string, ...kinds: readonly string[]): Promise<void> {
    await cancelTimers(db, subject, kinds.length > 0 ? kinds : null);
  }

  /** Cancels single timers in the caller's transaction. */
  async drop(db: ClientBase, ...timers: readonly TimerKey[]): Promise<void> {
    if (timers.length > 0) await dropTimers(db, timers);
  }
}
