import type { Incident, IncidentFile, SideAct } from '@protocol/incident';
import { computed, shallowRef, watch, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { ApiError } from '../../api/http.js';
import { commentIncident, gradeIncident, mergeIncident, tickItem, unmergeIncident } from '../../api/incidents.js';
import { useProcedures } from '../../api/procedures.js';
import { useProblem } from '../../i18n/useProblem.js';
import { shortNo } from '../../incidents/limit.rules.js';
import { doAct } from './acts.send.js';
import { actsOf, asideOf, isPlain, leadsTo, type Act, type Regrade, type Said } from './acts.rules.js';
import type { useToast } from './useToast.js';

/** What the desk does to the chosen incident. Every command names the version that was seen, so that nobody works on what he has not seen. */
export function useActs(
  file: Readonly<Ref<IncidentFile | null>>,
  on: { changed: (incident: Incident) => void; stale: () => void; say: ReturnType<typeof useToast>['say'] },
) {
  const { t } = useI18n();
  const problem = useProblem();
  const { waysOf, moveName, stateName } = useProcedures();
  /** The act whose dialog is open. */
  const asking = shallowRef<Act | null>(null);
  const busy = shallowRef(false);
  let last: Promise<void> = Promise.resolve();

  const acts = computed(() => {
    const now = file.value;
    return now
      ? [
          ...actsOf(now.can, (command) => waysOf(now, now.state, command), {
            hasConditions: now.filing.choices.length > 1,
          }),
          ...asideOf(now.acts),
        ]
      : [];
  });
  const takes = (act: SideAct) => file.value?.acts.includes(act) ?? false;
  const isAside = (act: Act) => takes(act.id as SideAct);
  const nameOf = (act: Act) => {
    if (isAside(act)) return t(`desk.aside.${act.id}`);
    return file.value ? moveName(file.value, file.value.state, act.id) : act.id;
  };
  /** What an act will do, said before it is done; null where the procedure does not tell where it leads. */
  const consequenceOf = (act: Act): string | null => {
    const now = file.value;
    if (isAside(act)) return t(`desk.then.${act.id}`);
    const to = now && leadsTo(waysOf(now, now.state, act.id));
    return now && to ? t('desk.leadsTo', { state: stateName(now, to) }) : null;
  };

  /** Sends one command and says what became of it. Answers whether it was done. */
  async function send(words: string, work: () => Promise<Incident | null>, undo?: () => Promise<Incident | null>) {
    // One after the other, in the order of the keys: whoever signs and sends at once sends what was signed.
    const before = last;
    let release = () => undefined as void;
    last = new Promise((resolve) => (release = resolve));
    await before;
    busy.value = true;
    try {
      const after = await work();
      if (after) on.changed(after);
      else on.stale();
      on.say(words, 'done', undo ? async () => void (await send(t('desk.undone'), undo)) : null);
      return true;
    } catch (error) {
      // Somebody else was faster, or it may not be done: what stands now is read and shown.
      on.say(error instanceof ApiError && error.status === 409 ? conflict(error) : problem(error), 'refused');
      on.stale();
      return false;
    } finally {
      busy.value = false;
      release();
    }
  }
  const conflict = (error: ApiError) => t('desk.conflict', { cause: problem(error) });
  const about = (words: string) => t('desk.done', { no: shortNo(file.value?.no ?? ''), what: words });

  function move(act: Act, said: Said = {}) {
    const now = file.value;
    if (!now) return Promise.resolve(false);
    const words = act.id === 'decide' ? t(said.approved ? 'desk.granted' : 'desk.denied') : nameOf(act);
    return send(about(words), () => doAct(now, act.id, said));
  }

  /** A key that came before the file of the chosen incident was in. */
  const early = shallowRef<string | null>(null);
  watch(file, (now) => {
    const key = early.value;
    early.value = null;
    if (now && key !== null) pressKey(key);
  });
  function pressKey(key: string) {
    const act = acts.value.find((a) => a.key === key);
    if (act) void press(act);
    else if (!file.value) early.value = key;
  }
  /** Does an act at once, or asks for what it needs first. */
  function press(act: Act) {
    if (isPlain(act.needs)) return move(act);
    asking.value = act;
    return Promise.resolve(false);
  }

  return {
    acts,
    nameOf,
    consequenceOf,
    /** Whether the service lets the reader do this beside the moves. */
    takes,
    pressKey,
    /** Whether something is being done, or will be as soon as the file is in. */
    isBusy: () => busy.value || early.value !== null,
    asking,
    busy,
    send,
    move,
    press,
    comment(text: string) {
      const now = file.value;
      if (!now) return Promise.resolve(false);
      return send(about(t('desk.act.comment')), () => commentIncident(now.id, text).then(() => null));
    },
    /** Ticks an item of the checklist, or takes the tick back. */
    tick(item: string, done: boolean) {
      const now = file.value;
      if (!now) return Promise.resolve(false);
      return send(about(t(done ? 'desk.ticked' : 'desk.unticked')), () =>
        tickItem(now.id, { item, done }).then(() => null),
      );
    },
    grade(to: Regrade, reason: string) {
      const now = file.value;
      if (!now) return Promise.resolve(false);
      const { priority, level } = to;
      const said = [
        priority && t(`words.priority.${priority}`),
        level !== undefined && (level ? t(`incidents.level.${level}`) : t('desk.noLevel')),
      ];
      const words = t('desk.graded', { to: said.filter(Boolean).join(' · ') });
      return send(about(words), () => gradeIncident(now.id, { ...to, reason, version: now.version }));
    },
    merge(into: { id: string; no: string }) {
      const now = file.value;
      if (!now) return Promise.resolve(false);
      return send(
        about(t('desk.mergedInto', { no: shortNo(into.no) })),
        () => mergeIncident(now.id, { into: into.id, version: now.version }),
        () => unmergeIncident(now.id),
      );
    },
  };
}
