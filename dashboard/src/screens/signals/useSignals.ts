import type { Signal, SignalRuleView } from '@protocol/signal';
import type { Warnings } from '@protocol/warning';
import { computed, onScopeDispose, shallowRef } from 'vue';
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
import { inPlace } from './signals.options.js';

/** Signals, warnings and rules are asked for so often, ms; one's own acts show at once. */
const EVERY_MS = 5000;

/** Signals that wait for review, the one that is looked at, what was decided lately, warnings in force and the rules. */
export function useSignals() {
  const route = useRoute();
  const router = useRouter();
  const list = shallowRef<readonly Signal[]>([]);
  const warnings = shallowRef<Warnings | null>(null);
  const rules = shallowRef<readonly SignalRuleView[]>([]);
  const isRead = shallowRef(false);
  const failure = shallowRef<unknown>(null);
  const busy = shallowRef(false);

  const waiting = computed(() => list.value.filter((signal) => signal.state === 'waiting'));
  const decided = computed(() => list.value.filter((signal) => signal.state !== 'waiting').slice(0, 20));
  const chosen = computed(() => list.value.find((s) => s.id === route.query['s']) ?? waiting.value[0] ?? null);
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
    const [signals, inForce, known] = await Promise.all([listSignals(), listWarnings(), listSignalRules()]);
    list.value = inPlace(list.value, signals.items);
    [warnings.value, rules.value, isRead.value] = [inForce, known, true];
  };
  const then = (work: () => Promise<unknown>) => attempt(async () => (await work(), await read()));

  /** Files the signal as a call under its own id, and confirms it: sent twice, both are done once. */
  const confirm = (signal: Signal, type: string) =>
    then(async () => {
      const { id: key, nameZh: title, district, raisedAt: occurredAt } = signal;
      await fileCall({ key, type, title, district, occurredAt });
      await decideSignal(signal.id, { outcome: 'confirmed' });
    });
  const dismiss = (signal: Signal, reason: string) =>
    then(() => decideSignal(signal.id, { outcome: 'dismissed', reason }));
  const tryRule = (id: string) => then(() => backtestRule(id));
  const setLive = (id: string, live: boolean) => then(() => switchRule(id, live));

  void attempt(read);
  const timer = setInterval(() => !document.hidden && !busy.value && void attempt(read), EVERY_MS);
  onScopeDispose(() => clearInterval(timer));
  return {
    ...{ waiting, decided, chosen, warnings, rules, isRead, failure, busy },
    ...{ choose, step, confirm, dismiss, tryRule, setLive, read: () => attempt(read) },
  };
}
export type SignalsDesk = ReturnType<typeof useSignals>;
