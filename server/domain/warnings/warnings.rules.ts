import {
  bySeverity,
  CapSeverity,
  type WarningColour,
  type CapInfo,
  type CapMessage,
  type WarningCard,
  type WarningState,
} from '../../../protocol/warning.js';
import { ASSUMED_HOURS, COLOUR_OF, COLOUR_WORDS } from './warning.data.js';

const HOUR_MS = 3_600_000;
const MEANT = ['Actual', 'Exercise'];

/** Whether a message warns: an Alert or Update that is meant, also as an exercise. Tests, drafts and system messages warn nobody. */
export function warns({ status, msgType }: CapMessage): boolean {
  return MEANT.includes(status) && (msgType === 'Alert' || msgType === 'Update');
}

/** Whether a message ends those that it refers to. */
export function ends({ status, msgType }: Pick<CapMessage, 'status' | 'msgType'>): boolean {
  return MEANT.includes(status) && (msgType === 'Update' || msgType === 'Cancel');
}

/** Makes the card of a message that warns. `chain`: the first warning of its course, or itself. */
export function cardOf(
  message: CapMessage,
  { id, chain, districts, reach }: Pick<WarningCard, 'id' | 'chain' | 'districts' | 'reach'>,
): WarningCard {
  const { infos } = message;
  const severity = CapSeverity.options.find((s) => infos.some((info) => info.severity === s)) ?? 'Unknown';
  return {
    ...{ id, chain, category: infos[0]?.categories[0] ?? 'Other', colour: colourOf(infos, severity), severity },
    ...{ restricted: message.scope !== 'Public', reach, districts: [...districts] },
    ...windowOf(message),
    ...{ end: 'expired', endedBy: null, isDrill: message.status === 'Exercise' },
  };
}

/** The colour that the issuer wrote, or that of the severity. */
export function colourOf(infos: readonly CapInfo[], severity: CapSeverity): WarningColour | null {
  const said = infos.flatMap((i) => [i.headline, i.event, ...i.parameters.map((p) => p.value)]).join(' ');
  return COLOUR_WORDS.find(([words]) => words.test(said))?.[1] ?? COLOUR_OF[severity];
}

/** From when until when a message holds. An all-clear (解除) holds at no time: it says that there is nothing to warn of. */
function windowOf({ sent, infos }: CapMessage): Pick<WarningCard, 'from' | 'onset' | 'until' | 'expiryAssumed'> {
  const starts = infos.map((info) => Date.parse(info.effective ?? sent));
  const from = Math.min(...starts);
  const expiryAssumed = infos.some((info) => info.expires === null);
  const untils = infos.map(
    (info, i) => Date.parse(info.expires ?? '') || (starts[i] as number) + ASSUMED_HOURS * HOUR_MS,
  );
  const isAllClear = infos.every((info) => info.responseTypes.includes('AllClear'));
  const onsets = infos.flatMap((info) => info.onset ?? []).sort();
  return {
    ...{ from: iso(from), onset: onsets[0] ?? null, until: iso(isAllClear ? from : Math.max(...untils)) },
    expiryAssumed,
  };
}

/**
 * Gives a warning an earlier end; null when it is over by then anyhow. Only what names a warning ends it (same sender, sent later): a milder or older
 * one beside it never does.
 */
export function endAt(
  card: WarningCard,
  { by, how, atMs }: { by: string; how: 'superseded' | 'cancelled'; atMs: number },
): WarningCard | null {
  if (Date.parse(card.until) <= atMs) return null;
  return { ...card, until: iso(Math.max(atMs, Date.parse(card.from))), end: how, endedBy: by };
}

/** Where a warning stands at a moment. */
export function stateOf({ from, until, end }: WarningCard, atMs: number): WarningState {
  if (Date.parse(until) <= atMs) return end;
  return Date.parse(from) <= atMs ? 'in-force' : 'coming';
}

/** Finds the most severe warning of each district among those in force. */
export function worstByDistrict(inForce: readonly WarningCard[]): Record<string, string> {
  const worst: Record<string, string> = {};
  for (const card of inForce.toSorted(bySeverity)) for (const code of card.districts) worst[code] ??= card.id;
  return worst;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
