import type { Signal, SignalRuleView } from '@protocol/signal';
import type { HazardChains } from '@protocol/hazard-chain';
import type { Warnings } from '@protocol/warning';
import type { Watches } from '@protocol/watch';
import { computed, shallowRef, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { fileCall } from '../../api/calls.js';
import {
  backtestRule,
  decideSignal,
  listSignalRules,
  listSignals,
  listWarnings,
  switchRule,
} from '../../api/signals.js';
import { useChannel } from '../../live/useChannel.js';
import { listWatches, readHazardChain } from '../../api/hazards.js';
import { inPlace, stampOf } from './signals.options.js';

/**
 * Signals that wait for review, the one that is looked at, what was decided lately, warnings in force and the rules. The live channel counts and says
 * when something moved; evidence and words come by HTTP.
 */
export function useSignals() {
  const route = useRoute();
  const router = useRouter();
  const { state: live } = useChannel('signals');
  const list = shallowRef<readonly Signal[]>([]);
  const warnings = shallowRef<Warnings | null>(null);
  const rules = shallowRef<readonly SignalRuleView[]>([]);
  const watches = shallowRef<Watches | null>(null);
  const chains = shallowRef<HazardChains | null>(null);
  const failure = shallowRef<unknown>(null);
  const busy = shallowRef(false);
  /** What the channel had told when the lists were read. */
  const readAt = shallowRef<string | null>(null);
  const isRead = computed(() => readAt.value !== null);

  const waiting = computed(() => list.value.filter((signal) => signal.state === 'waiting'));
  const decided = computed(() => list.value.filter((signal) => signal.state !== 'waiting').slice(0, 20));
  /** What is looked at though nobody chose it: it stays when somebody else decides it, and no key slips to the one below. */
  const looked = shallowRef<string | null>(null);
  const find = (id: unknown) => list.value.find((s) => s.id === id);
  const chosen = computed(() => find(route.query['s']) ?? find(looked.value) ?? waiting.value[0] ?? null);
  const choose = (signal: Signal | undefined) => {
    if (signal) void router.replace({ query: { ...route.query, s: signal.id } });
  };
  const step = (by: 1 | -1) => {
    const all = [...waiting.value, ...decided.value];
    choose(all[all.findIndex((s) => s.id === chosen.value?.id) + by]);
  };

  /** Runs one act; what it failed with stands on the screen until the next one. */
  const attempt = async (work: () => Promise<unknown>) => {
    if (busy.value) return;
    busy.value = true;
    try {
      await work();
      failure.value = null;
    } catch (error) {
      failure.value = error;
    }
    busy.value = false;
  };
  const read = async () => {
    const stamp = stampOf(live.value);
    const [signals, inForce, known, awaited, chain] = await Promise.all([
      ...([listSignals(), listWarnings(), listSignalRules(), listWatches(), readHazardChain()] as const),
    ]);
    list.value = inPlace(list.value, signals.items);
    [warnings.value, rules.value, watches.value, chains.value] = [inForce, known, awaited, chain];
    readAt.value = stamp;
    looked.value = chosen.value?.id ?? null;
  };
  const then = (work: () => Promise<unknown>) => attempt(async () => (await work(), await read()));
  /** One's own decision; the next one moves up. */
  const decide = (work: () => Promise<unknown>) =>
    then(async () => {
      await work();
      looked.value = null;
    });

  /** Files the signal as a call under its own id, and confirms it: sent twice, both are done once. */
  const confirm = (signal: Signal, type: string) =>
    decide(async () => {
      const { id: key, nameZh: title, district, raisedAt: occurredAt } = signal;
      await fileCall({ key, type, title, district, occurredAt });
      await decideSignal(signal.id, { outcome: 'confirmed' });
    });
  const dismiss = (signal: Signal, reason: string) =>
    decide(() => decideSignal(signal.id, { outcome: 'dismissed', reason }));
  const tryRule = (id: string) => then(() => backtestRule(id));
  const setLive = (id: string, live: boolean) => then(() => switchRule(id, live));

  // Read when something moved, also while an act ran; what failed is tried with the channel's next state, never in a loop.
  watch(
    () => [stampOf(live.value) !== readAt.value, failure.value ? live.value?.asOf.at : busy.value],
    ([isBehind]) => isBehind && !busy.value && void attempt(read),
    { immediate: true },
  );
  return {
    ...{ live, waiting, decided, chosen, warnings, rules, watches, chains, isRead, failure, busy },
    ...{ choose, step, confirm, dismiss, tryRule, setLive, read: () => attempt(read) },
  };
}
export type SignalsDesk = ReturnType<typeof useSignals>;
