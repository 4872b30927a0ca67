import type { Incident } from '@protocol/incident';
import { computed, shallowRef, watch, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { ApiError } from '../../api/http.js';
import { reaches } from '../../api/session.js';
import {
  assignUnits,
  readAssignments,
  readRecommendation,
  undoAssignment,
  withdrawAssignment,
} from '../../api/units.js';
import { shortNo } from '../../incidents/limit.rules.js';
import { useChannel } from '../../live/useChannel.js';
import { useFollowed } from '../../live/useFollowed.js';
import type { MapUnit } from '../../maps/map-data.js';
import { standOf } from '../../units/unit.rules.js';
import { offered, proposed, standingsOf, type Overriding } from './dispatch.rules.js';
import type { useActs } from './useActs.js';

/** Lanes in which somebody can be sent. */
const SENDABLE = ['dispatch', 'enroute', 'onsite'];

/** Units, whom to send to the chosen incident, and sending them. `stamp` changes when the city moved. */
export function useDispatch(
  incident: Readonly<Ref<Incident | null>>,
  stamp: Readonly<Ref<unknown>>,
  on: Pick<ReturnType<typeof useActs>, 'send' | 'isBusy'> & { changed: (id: string) => Promise<void> },
) {
  const { t, locale } = useI18n();
  const maySend = computed(() => incident.value !== null && reaches('incidents.dispatch', incident.value.district));
  const live = useChannel('units');
  const units = computed(() => live.state.value?.units ?? []);
  const byId = computed(() => new Map(units.value.map((unit) => [unit.id, unit])));
  const nameOf = (id: string) => {
    const unit = byId.value.get(id);
    return unit ? (locale.value === 'en' ? unit.nameEn || unit.nameZh : unit.nameZh) : id;
  };

  const id = () => (incident.value && incident.value.lane !== null ? incident.value.id : null);
  const version = () => `${incident.value?.version ?? 0} ${String(stamp.value)}`;
  const ranked = useFollowed(() => (maySend.value ? id() : null), version, readRecommendation);
  const given = useFollowed(id, version, readAssignments);

  /** Whether keys choose units now. */
  const choosing = shallowRef(false);
  watch(
    () => incident.value?.id,
    () => (choosing.value = false),
  );
  const offers = computed(() => offered(ranked.found.value));
  const best = computed(() => proposed(ranked.found.value));

  /** Units that cannot take more and were asked for all the same: given only with a reason. */
  const overriding = shallowRef<Overriding | null>(null);
  /** @param reason makes it an override */
  async function send(ids: readonly string[], reason?: string): Promise<boolean> {
    const now = incident.value;
    choosing.value = false;
    if (!now || ids.length === 0) return false;
    const words = t('desk.sent', { no: shortNo(now.no), units: ids.map(nameOf).join(t('desk.and')) });
    const told = () => on.changed(now.id).then(() => null);
    // The version is read when it is sent: the review that was passed a moment ago has changed it.
    const assign = () => {
      const seen = incident.value?.id === now.id ? incident.value : now;
      const over = reason === undefined ? {} : { override: true, reason };
      return assignUnits(now.id, { units: [...ids], expectedVersion: seen.version, ...over }).catch(ask);
    };
    // Somebody else took it a moment ago: what stands now is shown, and a reason asked for.
    const ask = (error: unknown): never => {
      if (error instanceof ApiError && error.code === 'unit/not-free')
        overriding.value = { units: ids, stands: standingsOf(error.present) };
      throw error;
    };
    return on.send(
      words,
      () => assign().then(told),
      () => undoAssignment(now.id).then(told),
    );
  }

  return {
    units,
    live: live.state,
    nameOf,
    unitOf: (unit: string) => byId.value.get(unit),
    recommendation: ranked.found,
    recommendationError: ranked.error,
    assignments: computed(() => given.found.value?.assignments ?? []),
    offers,
    best,
    choosing,
    maySend,
    /** Opens the choice; says whether there is anything to choose for. */
    choose(): boolean {
      const lane = incident.value?.lane ?? null;
      choosing.value = maySend.value && lane !== null && (SENDABLE.includes(lane) || on.isBusy());
      return choosing.value;
    },
    send,
    overriding,
    /** Asks for the reason to send a unit that cannot take more. */
    askOverride(id: string) {
      const unit = byId.value.get(id);
      if (unit) overriding.value = { units: [id], stands: [{ ...unit, unit: id }] };
    },
    /** 收回: takes an assignment back, with the reason. */
    async withdraw(given: { id: string; unit: string }, reason: string) {
      const now = incident.value;
      if (!now) return;
      const told = () => on.changed(now.id).then(() => null);
      const words = t('desk.withdrawn', { no: shortNo(now.no), unit: nameOf(given.unit) });
      await on.send(words, () => withdrawAssignment(given.id, reason).then(told));
    },
    sendBest: () => send(best.value),
    sendNth(n: number) {
      const offer = offers.value[n - 1];
      if (offer && !offer.able) this.askOverride(offer.unit);
      return offer?.able ? send([offer.unit]) : Promise.resolve(false);
    },
    onMap: computed((): MapUnit[] =>
      units.value.flatMap((unit) => {
        const at = unit.at ?? unit.base;
        const isOffered = offers.value.some((offer) => offer.unit === unit.id);
        return at ? [{ id: unit.id, name: nameOf(unit.id), at, stands: standOf(unit), offered: isOffered }] : [];
      }),
    ),
  };
}
export type DeskDispatch = ReturnType<typeof useDispatch>;
