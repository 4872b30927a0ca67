import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { TransportChanged } from '../../../protocol/facts/feeds.js';
import { Journal } from '../../journal/journal.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { Clock } from '../../platform/clock.js';
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

// Index journal_subject.
const TOLD_LAST = `
  select fact from journal_entry where subject = $1 and type = 'transport.changed' order by seq desc limit 1`;
const SUBJECT = 'transport:mqtt';

/** How the connection is, and since when by the city's clock. */
type Standing = Pick<TransportChanged, 'up' | 'since' | 'why'>;

/** Reads from the broker (MQTT_URL), on one instance of the cluster. Without MQTT_URL it does nothing. */
@Injectable()
export class MqttSource implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('mqtt');
  private readonly loop: LeasedLoop;
  private readonly lease: Lease;
  private link: MqttLink | undefined;
  private lastFault: string | null = null;
  /** Not known before the first attempt has ended; and what the journal was told of it. */
  private standing: Standing | undefined;
  private told: Standing | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly db: Database,
    private readonly letters: MqttLetters,
    private readonly metrics: MqttMetrics,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {
    this.lease = new Lease(db, 'mqtt', LEASE_MS);
    this.loop = new LeasedLoop(this.lease, EVERY_MS, (epoch) => this.turn(epoch));
  }

  onApplicationBootstrap(): void {
    if (this.config.mqttUrl !== null) this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.link?.close().catch(() => undefined); // A broker that is gone needs no good-bye.
    await this.loop.stop();
  }

  /** Keeps one connection. One that a successor took over is closed by the broker; this instance then finds the lease gone. */
  private async turn(epoch: number): Promise<void> {
    await this.tell(epoch);
    const url = this.config.mqttUrl;
    if (url === null || (this.link && !this.link.ended)) return;
    const { rows } = await this.db.system.query<{ id: string }>(CLIENT_ID, [`city-brain-${randomUUID()}`]);
    this.link = new MqttLink(url, rows[0]?.id ?? '', (batch, isEnded) => this.letters.store(batch, isEnded), {
      up: () => {
        this.metrics.connected(true);
        this.stand(true, null);
        this.lastFault = null;
        this.log.log(`reads from the broker at ${new URL(url).host}`);
      },
      down: (why) => this.down(why),
    });
  }

  private down(why: string | null): void {
    this.metrics.connected(false);
    const fault = why ?? 'the connection was closed';
    this.stand(false, fault);
    if (fault !== this.lastFault) this.log.warn({ msg: 'no connection to the broker; trying again', error: fault });
    this.lastFault = fault;
  }

  private stand(up: boolean, why: string | null): void {
    if (this.standing?.up === up) return;
    this.standing = { up, since: new Date(this.clock.now()).toISOString(), why };
  }

  /** Tells the journal that the connection came or went, so that screens can say so; what it knows already it is not told again. */
  private async tell(epoch: number): Promise<void> {
    const { standing } = this;
    if (standing === undefined || standing === this.told) return;
    await this.lease.fenced(epoch, async (client) => {
      const { rows } = await client.query<{ fact: TransportChanged }>(TOLD_LAST, [SUBJECT]);
      if (rows[0]?.fact.up === standing.up) return;
      const fact = { type: 'transport.changed', transport: 'mqtt', ...standing } as const;
      await this.journal.append(client, [{ fact, subject: SUBJECT }]);
    });
    this.told = standing;
  }
}
