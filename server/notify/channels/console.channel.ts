import { Injectable } from '@nestjs/common';
import type { Outcome } from '../notice.rules.js';
import type { Channel } from './channel.js';

/** Shown on the desk and nowhere else: what a demo has no gateway for, and every notice of a drill. */
@Injectable()
export class ConsoleChannel implements Channel {
  readonly name = 'console';
  readonly isConfigured = true;

  deliver(): Promise<Outcome> {
    return Promise.resolve({ kind: 'delivered', messageId: null });
  }
}
