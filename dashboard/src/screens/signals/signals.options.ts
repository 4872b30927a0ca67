import type { LiveSignals } from '@protocol/live/signals';
import type { Evidence, Signal, SignalRuleView } from '@protocol/signal';

/** Puts a fresh list into the order of the one that is looked at: what stays keeps its place, what is new comes below. */
export function inPlace(shown: readonly Signal[], fresh: readonly Signal[]): Signal[] {
  const byId = new Map(fresh.map((item) => [item.id, item]));
  const kept = shown.flatMap(({ id }) => byId.get(id) ?? []);
  const known = new Set(shown.map(({ id }) => id));
  return [...kept, ...fresh.filter(({ id }) => !known.has(id))];
}

/** A number of an evidence with at most two decimals; a dash for none. */
export function shortNumber(value: number | null): string {
  return value === null ? '—' : String(Math.round(value * 100) / 100);
}

/** A share as a percentage; a dash where there is none. */
export function percent(share: number | null): string {
  return share === null ? '—' : `${Math.round(share * 100)}%`;
}

/** Types that a signal of a rule can become: those that would prove the rule right. */
export function outcomesOf(
  rule: SignalRuleView | undefined,
  types: readonly { code: string; stream: string }[],
): string[] {
  const prefixes = rule?.definition.outcome ?? [''];
  const codes = types.filter((type) => type.stream === 'incident').map((type) => type.code);
  const fitting = codes.filter((code) => prefixes.some((prefix) => code.startsWith(prefix)));
  return fitting.length > 0 ? fitting : codes;
}

/** Where a channel's name stands in the messages, and what of it is no word: a metric, a detector. */
export function channelParts({ channel }: Evidence): { word: string | null; rest: string } {
  const isStream = ['incident', 'complaint', 'risk'].includes(channel);
  return isStream ? { word: channel, rest: '' } : { word: null, rest: channel.replace(/^(sensor|ears):/, '') };
}

/** Equal as long as what the lists are read for has not moved: numbers and cards, not the place of the journal. */
export function stampOf(live: LiveSignals | null): string {
  if (!live) return '';
  const { asOf: _asOf, to: _to, ...rest } = live;
  return JSON.stringify(rest);
}
