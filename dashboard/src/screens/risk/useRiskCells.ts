import type { RiskCells } from '@protocol/risk';
import type { RiskMap } from '@protocol/live/risk-map';
import { computed, effectScope, onScopeDispose, shallowRef, watch, type EffectScope, type Ref } from 'vue';
import { readRiskCells } from '../../api/risk.js';
import { useChannel, type LiveChannel } from '../../live/useChannel.js';
import { useFollowed } from '../../live/useFollowed.js';
import type { ShownCells } from '../../maps/risk-cells.rules.js';

/** The cells at a resolution: as they are, from the channel, or as they were at a moment. */
export function useRiskCells(res: Ref<number>, at: Readonly<Ref<string | null>>) {
  const channel = shallowRef<LiveChannel<'risk-map'> | null>(null);
  let scope: EffectScope | null = null;
  watch(
    res,
    (now) => {
      scope?.stop();
      scope = effectScope(true);
      channel.value = scope.run(() => useChannel('risk-map', { res: now })) ?? null;
    },
    { immediate: true },
  );
  onScopeDispose(() => scope?.stop());

  const past = useFollowed(
    () => (at.value === null ? null : `${res.value} ${at.value}`),
    () => 0,
    (_key, signal) => readRiskCells({ res: res.value, at: at.value ?? '' }, signal),
  );
  const live = computed(() => channel.value?.state.value ?? null);
  /** What is shown last stays while the next is read: a map that blinks empty says something untrue. */
  let kept: { res: number; cells: ShownCells } = { res: res.value, cells: {} };
  const shown = computed(() => {
    const found =
      at.value === null ? live.value && ofChannel(live.value) : past.found.value && ofAnswer(past.found.value);
    if (found) kept = found;
    else if (past.error.value !== null) kept = { res: res.value, cells: {} };
    return kept;
  });
  return {
    live,
    seq: computed(() => channel.value?.seq.value ?? null),
    shown,
    loading: computed(() => (at.value === null ? live.value === null : past.found.value === null)),
    error: past.error,
    refused: computed(() => (channel.value?.status.value === 'refused' ? channel.value.code.value : null)),
    statedAt: computed(() => (at.value === null ? live.value?.statedAt : past.found.value?.statedAt) ?? null),
    weights: computed(() => (at.value === null ? live.value?.weights : past.found.value?.weights) ?? null),
  };
}

function ofChannel({ cells, res }: RiskMap): { res: number; cells: ShownCells } {
  return { res, cells };
}

function ofAnswer({ cells, res }: RiskCells): { res: number; cells: ShownCells } {
  const shown = cells.map(({ cell, value, level, unknown }) => [cell, { value, level, unknown: unknown.length }]);
  return { res, cells: Object.fromEntries(shown) as ShownCells };
}
