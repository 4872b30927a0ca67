import type { Namespace, Socket } from 'socket.io';
import type { ClientToServer, ServerToClient } from '../../protocol/live.js';
import type { SessionPrincipal } from '../identity/session-principal.js';

/** What is kept on each socket: who asks. */
export interface LinkData {
  principal: SessionPrincipal;
}
export type LiveNamespace = Namespace<ClientToServer, ServerToClient, Record<string, never>, LinkData>;
export type LiveSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, LinkData>;

/**
 * Packets that may wait in a connection's buffer before patches stop going to it. Frames of several channels leave in one tick, so an
 * empty buffer would be too strict; `bufferedAmount` is no gauge, it stays near zero (packets wait in engine.io).
 */
const MAX_WAITING = 4;

/** Something that a link owes its reader as soon as the connection has drained. */
export interface Debt {
  pay(link: Link): void;
}

/** One reader: its socket, whether it keeps up, and what it is owed. A slow reader gets the newest snapshot, never a backlog. */
export class Link {
  /** Hubs whose newest snapshot goes out when the connection has drained, oldest first. */
  private readonly debts = new Set<Debt>();
  private owedSinceMs = 0;

  constructor(readonly socket: LiveSocket) {
    // Not the connection's 'drain': that one is emitted on handing packets over, not when the network has taken them.
    socket.conn.transport.on('ready', () => this.drained());
  }

  get principal(): SessionPrincipal {
    return this.socket.data.principal;
  }

  /** Whether small frames may be sent: the reader takes what it is sent. */
  get keepsUp(): boolean {
    return this.socket.conn.transport.writable || this.waiting < MAX_WAITING;
  }

  /** Whether nothing at all is under way, so that something large may be sent. */
  get isIdle(): boolean {
    return this.socket.conn.transport.writable && this.waiting === 0;
  }

  /** Milliseconds for which the reader has been owed something, 0 when nothing. */
  owedMs(nowMs: number): number {
    return this.debts.size === 0 ? 0 : nowMs - this.owedSinceMs;
  }

  /** Has `debt` paid once the connection has drained. */
  owe(debt: Debt): void {
    if (this.debts.size === 0) this.owedSinceMs = performance.now();
    this.debts.add(debt);
  }

  /** Nothing is owed to this reader by `debt` any more. */
  forgive(debt: Debt): void {
    this.debts.delete(debt);
  }

  /** Ends the connection so that the client comes back by itself, and is then asked again who it is. */
  cut(): void {
    this.socket.conn.close(true);
  }

  /** Packets in engine.io's buffer. It is the one true gauge (measured) and only its type is private. */
  private get waiting(): number {
    return (this.socket.conn as unknown as { writeBuffer: readonly unknown[] }).writeBuffer.length;
  }

  private drained(): void {
    if (this.debts.size === 0 || !this.isIdle) return;
    const [debt] = this.debts;
    if (!debt) return;
    this.debts.delete(debt);
    this.owedSinceMs = performance.now();
    debt.pay(this);
  }
}
