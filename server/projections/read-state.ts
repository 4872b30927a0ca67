import { Injectable } from '@nestjs/common';
import { Tail, type TailStatus } from '../journal/tail.js';

/** How far this process has read, for the heartbeat: every state shown holds up to this place. */
@Injectable()
export class ReadState {
  constructor(private readonly tail: Tail) {}

  /** Answers where this process stands; `readAt` is the city time of the last successful read. */
  status(): TailStatus {
    return this.tail.status();
  }
}
