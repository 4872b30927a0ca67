import type { LonLat } from '../../protocol/geo.js';

/** A way through the city, straight, in city time (epoch ms). */
interface Leg {
  from: LonLat;
  to: LonLat;
  startMs: number;
  endMs: number;
}

/** Where units are while they drive. */
export class Travels {
  private readonly legs = new Map<string, Leg>();

  /** Sends a unit on its way. */
  begin(unit: string, leg: Leg): void {
    this.legs.set(unit, leg);
  }

  /** Whether a unit is on its way. */
  has(unit: string): boolean {
    return this.legs.has(unit);
  }

  /** Positions of all who drive at a moment; who has arrived is told of a last time. */
  at(nowMs: number): { unit: string; at: LonLat }[] {
    return [...this.legs].map(([unit, { from, to, startMs, endMs }]) => {
      const part = Math.min(1, Math.max(0, (nowMs - startMs) / Math.max(1, endMs - startMs)));
      if (part === 1) this.legs.delete(unit);
      return { unit, at: [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part] };
    });
  }
}
