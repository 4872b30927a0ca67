import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { CONFIG, type Config } from '../../platform/config.js';
import { Database } from '../../platform/database.js';
import { Lease } from '../../platform/lease.js';
import { LeasedLoop } from '../../platform/leased-loop.js';
import { MqttLetters } from './mqtt.letters.js';
import { MqttLink } from './mqtt.link.js';
import { MqttMetrics } from './mqtt.metrics.js';

/** Also how soon a lost connection is tried again. */
const EVERY_MS = 1000;
const LEASE_MS = 5000;

// The broker keeps a session by this name: every instance that ever holds the lease takes the same one over.
const CLIENT_ID = `
  insert into setting (name, value) values ('mqtt.client_id', to_jsonb($1::text))
  on conflict (name) do update set value = setting.value returning value #>> '{}' as id`;

/** Reads from the broker (MQTT_URL), on one instance of the cluster. Without MQTT_URL it does nothing. */
@Injectable()
export class MqttSource implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('mqtt');
  private readonly loop: LeasedLoop;
  private link: MqttLink | undefined;
  private lastFault: string | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly db: Database,
    private readonly letters: MqttLetters,
    private readonly metrics: MqttMetrics,
  ) {
    this.loop = new LeasedLoop(new Lease(db, 'mqtt', LEASE_MS), EVERY_MS, () => this.turn());
  }

  onApplicationBootstrap(): void {
    if (this.config.mqttUrl !== null) this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.link?.close().catch(() => undefined); // A broker that is gone needs no good-bye.
    await this.loop.stop();
  }

  /** Keeps one connection. One that a successor took over is closed by the broker; this instance then finds the lease gone. */
  private async turn(): Promise<void> {
    const url = this.config.mqttUrl;
    if (url === null || (this.link && !this.link.ended)) return;
    const { rows } = await this.db.system.query<{ id: string }>(CLIENT_ID, [`city-brain-${randomUUID()}`]);
    this.link = new MqttLink(url, rows[0]?.id ?? '', (batch, isEnded) => this.letters.store(batch, isEnded), {
      up: () => {
        this.metrics.connected(true);
        this.lastFault = null;
        this.log.log(`reads from the broker at ${new URL(url).host}`);
      },
      down: (why) => this.down(why),
    });
  }

  private down(why: string | null): void {
    this.metrics.connected(false);
    const fault = why ?? 'the connection was closed';
    if (fault !== this.lastFault) this.log.warn({ msg: 'no connection to the broker; trying again', error: fault });
    this.lastFault = fault;
  }
}
