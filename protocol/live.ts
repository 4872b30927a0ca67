import { z } from 'zod';
import type { LiveAlarms } from './live/alarms.js';
import type { LiveAlerts } from './live/alerts.js';
import type { DutyQueue } from './live/duty-queue.js';
import type { LiveInstructions } from './live/instructions.js';
import type { IntakeHealth } from './live/intake-health.js';
import type { RiskMap } from './live/risk-map.js';
import type { LiveSignals } from './live/signals.js';
import type { Situation } from './live/situation.js';
import type { LiveKpiBoard } from './live/kpi-board.js';
import type { LiveUnits } from './live/units.js';

/** The channels and their states. A new channel is one line here, one projection, one useChannel. */
export interface ChannelStates {
  situation: Situation;
  'risk-map': RiskMap;
  'intake-health': IntakeHealth;
  'duty-queue': DutyQueue;
  units: LiveUnits;
  alarms: LiveAlarms;
  alerts: LiveAlerts;
  signals: LiveSignals;
  'kpi-board': LiveKpiBoard;
  instructions: LiveInstructions;
}
export const Channel = z.enum([
  'situation',
  'risk-map',
  'intake-health',
  'duty-queue',
  'units',
  'alarms',
  'alerts',
  'signals',
  'instructions',
  'kpi-board',
]);
export type Channel = z.infer<typeof Channel>;

/** Params of a watch, e.g. {district: "990101"} or {res: 8}. Flat, small. */
export const ChannelParams = z.record(z.string().max(40), z.union([z.string().max(100), z.number()]));
export type ChannelParams = z.infer<typeof ChannelParams>;

export const Watch = z.strictObject({
  channel: Channel,
  params: ChannelParams.optional(),
  since: z.strictObject({ epoch: z.string().max(60), seq: z.int() }).optional(),
});
export type Watch = z.infer<typeof Watch>;
export const Unwatch = Watch.omit({ since: true });

export interface SnapshotFrame<C extends Channel = Channel> {
  channel: C;
  params: ChannelParams;
  epoch: string;
  seq: number;
  at: string;
  state: ChannelStates[C];
}

/** Applies when `from` equals the client's seq and epoch matches; otherwise the client watches again. */
export interface PatchFrame<C extends Channel = Channel> {
  channel: C;
  params: ChannelParams;
  epoch: string;
  from: number;
  seq: number;
  at: string;
  patch: Patch;
}

/** A structural patch (RFC 7396 merge semantics: null removes a key, arrays replace whole). */
export type Patch = { [key: string]: unknown };

export interface Heartbeat {
  at: string;
  readAt: string;
  epoch: string;
  seq: number;
  lag: number;
}

export type Ack = { ok: true } | { ok: false; code: string };

export interface ServerToClient {
  snapshot: (frame: SnapshotFrame) => void;
  patch: (frame: PatchFrame) => void;
  heartbeat: (beat: Heartbeat) => void;
}
export interface ClientToServer {
  watch: (watch: Watch, ack?: (ack: Ack) => void) => void;
  unwatch: (watch: z.infer<typeof Unwatch>, ack?: (ack: Ack) => void) => void;
}

/** Frames per second a channel may send. @source docs/contract: <= 4/s, risk cells every 10 s */
export const FRAME_INTERVAL_MS: Record<Channel, number> = {
  situation: 250,
  'risk-map': 10_000,
  'intake-health': 1000,
  'duty-queue': 250,
  units: 250,
  alarms: 500,
  alerts: 1000,
  signals: 500,
  'kpi-board': 250,
  instructions: 1000,
};
/** A chip says late after this long without a true heartbeat; the wall is cut off after the second. */
export const LATE_AFTER_MS = 3000;
export const CUT_OFF_AFTER_MS = 10_000;
/** Frames a process keeps for resuming. */
export const RING_FRAMES = 500;
