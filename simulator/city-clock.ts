import { setTimeout as wait } from 'node:timers/promises';
import type { Api } from './api.js';

const ASK_EVERY_MS = 30_000;

/** The service's clock as seen from here. It may run shifted and hurried (CITY_CLOCK). */
export class CityClock {
  private constructor(
    private city: number,
    private own: number,
    private readonly rate: number,
  ) {}

  static async of(api: Api, rate: number): Promise<CityClock> {
    return new CityClock(await api.cityNow(), Date.now(), rate);
  }

  /** Epoch ms of the city. */
  now(): number {
    return this.city + (Date.now() - this.own) * this.rate;
  }

  /** Asks again now and then, so that the two clocks do not drift apart. Unreachable: the last answer serves. */
  follow(api: Api, signal: AbortSignal): void {
    void (async () => {
      while (!signal.aborted) {
        await wait(ASK_EVERY_MS, undefined, { signal }).catch(() => undefined);
        const at = await api.cityNow().catch(() => null);
        if (at !== null) [this.city, this.own] = [at, Date.now()];
      }
    })();
  }
}
