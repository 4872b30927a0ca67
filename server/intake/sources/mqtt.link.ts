import { connect, type IPublishPacket, type MqttClient } from 'mqtt';
import { generate } from 'mqtt-packet';
import { TOPIC_FILTER } from './mqtt-message.rules.js';

/** A message that waits to be stored. */
export interface Waiting {
  topic: string;
  payload: Buffer;
  /** Packet id to acknowledge; null for one that wants no acknowledgement (QoS 0). */
  messageId: number | null;
  /** Whether the broker kept it and sends it with the subscription. */
  isRetained: boolean;
}

/** Messages stored together: while one batch is being stored the next one gathers. */
const BATCH = 500;
/** What may gather here. Beyond it the connection is not read, so that the broker keeps the rest. */
const MOST_WAITING = 4000;
const MOST_WAITING_BYTES = 16 * 1024 * 1024;
const CONNECT_MS = 5000;
const KEEPALIVE_S = 15;

/**
 * One connection to the broker. Messages are stored in batches and acknowledged afterwards, in the order in which they came
 * (MQTT 3.1.1 [MQTT-4.6.0-2]). The client library would handle one message at a time and wait for each commit: it is told to go on
 * without acknowledging, and the acknowledgement is written here. What is not acknowledged the broker sends again after a break.
 */
export class MqttLink {
  private readonly waiting: Waiting[] = [];
  private waitingBytes = 0;
  private goOn: (() => void) | undefined;
  private storing: Promise<void> | undefined;
  private isEnded = false;
  private readonly client: MqttClient;

  /** @param store stores a batch; resolves when every message of it is stored or kept as a dead letter, rejects when the link should be left */
  constructor(
    url: string,
    clientId: string,
    private readonly store: (batch: readonly Waiting[], isEnded: () => boolean) => Promise<void>,
    private readonly told: { up: () => void; down: (why: string | null) => void },
  ) {
    let why: string | null = null;
    this.client = connect(url, {
      clientId,
      clean: false,
      protocolVersion: 4,
      reconnectPeriod: 0,
      connectTimeout: CONNECT_MS,
      keepalive: KEEPALIVE_S,
      resubscribe: false,
      manualConnect: true,
    });
    this.client.handleMessage = (packet, callback) => this.receive(packet, callback);
    this.client.on('error', (error) => (why = error.message || error.name));
    this.client.on('close', () => {
      this.isEnded = true;
      this.goOn?.();
      told.down(why);
    });
    this.client.on('connect', () => void this.subscribe());
    this.client.connect();
  }

  /** Whether the connection is gone; a new link is needed then. */
  get ended(): boolean {
    return this.isEnded;
  }

  /** Reads no more, waits for the batch under way, acknowledges it and leaves. The broker keeps the session. */
  async close(): Promise<void> {
    this.waiting.length = 0;
    await this.storing;
    this.isEnded = true;
    await this.client.endAsync();
  }

  private async subscribe(): Promise<void> {
    try {
      const [granted] = await this.client.subscribeAsync(TOPIC_FILTER, { qos: 1 });
      if (granted === undefined || granted.qos > 2) throw new Error(`the broker refuses ${TOPIC_FILTER}`);
      this.told.up();
    } catch (error) {
      if (this.isEnded) return;
      this.client.emit('error', error as Error);
      this.client.end(true);
    }
  }

  private receive({ topic, payload, qos, messageId, retain }: IPublishPacket, callback: (error?: Error) => void): void {
    const bytes = Buffer.isBuffer(payload) ? payload : Buffer.from(payload);
    const id = qos === 0 ? null : (messageId ?? null);
    this.waiting.push({ topic, payload: bytes, messageId: id, isRetained: retain });
    this.waitingBytes += bytes.length;
    this.storing ??= this.drain().finally(() => (this.storing = undefined));
    // An error means to this client: go on, and do not acknowledge.
    const proceed = () => callback(qos === 0 ? undefined : new Error('acknowledged after the commit'));
    const isFull = this.waiting.length >= MOST_WAITING || this.waitingBytes >= MOST_WAITING_BYTES;
    if (isFull && !this.isEnded) this.goOn = proceed;
    else proceed();
  }

  private async drain(): Promise<void> {
    // Those that arrive in one piece of the stream go together.
    await new Promise(setImmediate);
    while (this.waiting.length > 0 && !this.isEnded) {
      const batch = this.waiting.splice(0, BATCH);
      for (const { payload } of batch) this.waitingBytes -= payload.length;
      await this.store(batch, () => this.isEnded);
      if (this.isEnded) return;
      for (const { messageId } of batch)
        if (messageId !== null) this.client.stream.write(generate({ cmd: 'puback', messageId }));
      this.goOn?.();
      this.goOn = undefined;
    }
  }
}
