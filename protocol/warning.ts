import { z } from 'zod';
import { LonLat } from './geo.js';

/** The colours of an official warning (预警级别), the most severe first. Not an event level, response level, risk grade or priority. */
export const WarningColour = z.enum(['red', 'orange', 'yellow', 'blue']);
export type WarningColour = z.infer<typeof WarningColour>;

export const CapStatus = z.enum(['Actual', 'Exercise', 'System', 'Test', 'Draft']);
export const CapMsgType = z.enum(['Alert', 'Update', 'Cancel', 'Ack', 'Error']);
export const CapScope = z.enum(['Public', 'Restricted', 'Private']);
export const CapSeverity = z.enum(['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown']);
export type CapSeverity = z.infer<typeof CapSeverity>;

/** How a message names another: sender, identifier and sent together. `sent` RFC 3339 in UTC. */
export const CapReference = z.object({ sender: z.string(), identifier: z.string(), sent: z.string() });
export type CapReference = z.infer<typeof CapReference>;

const NamedValue = z.object({ name: z.string(), value: z.string() });

/** Where a warning holds. CAP writes "lat,lon"; here places are [lon, lat] WGS-84 as everywhere. */
export const CapArea = z.object({
  description: z.string(),
  polygons: z.array(z.array(LonLat)),
  circles: z.array(z.object({ center: LonLat, radiusKm: z.number() })),
  geocodes: z.array(NamedValue),
});
export type CapArea = z.infer<typeof CapArea>;

/** What a message says in one language, or of one part of its event. Times RFC 3339 in UTC. */
export const CapInfo = z.object({
  language: z.string(),
  categories: z.array(z.string()),
  event: z.string(),
  responseTypes: z.array(z.string()),
  urgency: z.string(),
  severity: CapSeverity,
  certainty: z.string(),
  eventCodes: z.array(NamedValue),
  effective: z.string().nullable(),
  onset: z.string().nullable(),
  expires: z.string().nullable(),
  senderName: z.string().nullable(),
  headline: z.string().nullable(),
  description: z.string().nullable(),
  instruction: z.string().nullable(),
  web: z.string().nullable(),
  contact: z.string().nullable(),
  parameters: z.array(NamedValue),
  areas: z.array(CapArea),
});
export type CapInfo = z.infer<typeof CapInfo>;

/** A CAP message as it was understood. `version`: what was sent; 1.1 is read as 1.2. */
export const CapMessage = z.object({
  version: z.enum(['1.1', '1.2']),
  identifier: z.string(),
  sender: z.string(),
  sent: z.string(),
  status: CapStatus,
  msgType: CapMsgType,
  scope: CapScope,
  note: z.string().nullable(),
  references: z.array(CapReference),
  infos: z.array(CapInfo),
});
export type CapMessage = z.infer<typeof CapMessage>;

/** Answer of `POST /api/v1/intake/warnings` and `POST /api/v1/warnings` after commit. `duplicate`: the same message came before. */
export const CapTaken = z.object({ id: z.string(), duplicate: z.boolean(), version: z.enum(['1.1', '1.2']) });
export type CapTaken = z.infer<typeof CapTaken>;

/** How the validity of a warning ends or ended. */
export const WarningEnd = z.enum(['expired', 'superseded', 'cancelled']);
export type WarningEnd = z.infer<typeof WarningEnd>;

/** Whether a warning's area meets the city's ground; one that says no place we can read is `unknown`, and never taken for elsewhere. */
export const WarningReach = z.enum(['inside', 'outside', 'unknown']);
export type WarningReach = z.infer<typeof WarningReach>;

/**
 * An official warning without its words, as facts and the live channel carry it. It is in force from `from` until just before `until`. `chain`: the
 * first message of its course. `expiryAssumed`: the issuer gave no end, so ours was taken (docs/protocol.md §Warnings).
 */
export const WarningCard = z.object({
  id: z.string(),
  chain: z.string(),
  category: z.string(),
  colour: WarningColour.nullable(),
  severity: CapSeverity,
  restricted: z.boolean(),
  reach: WarningReach,
  districts: z.array(z.string()),
  from: z.string(),
  onset: z.string().nullable(),
  until: z.string(),
  expiryAssumed: z.boolean(),
  end: WarningEnd,
  endedBy: z.string().nullable(),
  isDrill: z.boolean(),
});
export type WarningCard = z.infer<typeof WarningCard>;

/** Where a warning stands at a moment. */
export const WarningState = z.enum(['coming', 'in-force', 'expired', 'superseded', 'cancelled']);
export type WarningState = z.infer<typeof WarningState>;

/** `GET /api/v1/warnings`: cards with their words. */
export const Warning = WarningCard.extend({
  state: WarningState,
  source: z.string(),
  identifier: z.string(),
  sender: z.string(),
  sent: z.string(),
  receivedAt: z.string(),
  version: z.enum(['1.1', '1.2']),
  status: CapStatus,
  msgType: CapMsgType,
  infos: z.array(CapInfo),
});
export type Warning = z.infer<typeof Warning>;

/** `worst`: by district the most severe warning in force at `at`; a milder or older one never hides it. */
export const Warnings = z.object({
  at: z.string(),
  items: z.array(Warning),
  worst: z.record(z.string(), z.string()),
});
export type Warnings = z.infer<typeof Warnings>;

/** An Unknown severity may be anything: it is listed with yellow, never below everything. */
const UNKNOWN_RANK = 2;

/** Orders the most severe first, then the newest: one order for lists and the live channel. */
export function bySeverity(a: WarningCard, b: WarningCard): number {
  return rankOf(a) - rankOf(b) || b.from.localeCompare(a.from) || (a.id < b.id ? 1 : -1);
}

function rankOf({ colour }: WarningCard): number {
  return colour === null ? UNKNOWN_RANK : WarningColour.options.indexOf(colour);
}
