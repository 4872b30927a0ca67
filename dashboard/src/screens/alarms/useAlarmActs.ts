import type { AlarmLine } from '@protocol/alarm';
import type { ShelveInput } from '@protocol/alarm-command';
import { onScopeDispose, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { acknowledgeAlarms, referAlarm, shelveAlarm, unshelveAlarm } from '../../api/alarms.js';
import { can } from '../../api/session.js';
import { useProblem } from '../../i18n/useProblem.js';
import { acknowledgeable } from './alarms.rules.js';
import type { AlarmsScreen } from './useAlarms.js';

/** How long a message stands, milliseconds. */
const SAID_MS = 8000;

/** What people do with the chosen alarm, and what is said about it. */
export function useAlarmActs(screen: AlarmsScreen) {
  const { t } = useI18n();
  const problem = useProblem();
  const router = useRouter();
  const said = shallowRef<{ text: string; refused: boolean } | null>(null);
  const shelving = shallowRef<AlarmLine | null>(null);
  const looking = shallowRef<AlarmLine | null>(null);
  /** The last one shelved here: taken back by Ctrl+Z. */
  const last = shallowRef<string | null>(null);
  const mayAct = can('alarms.act');
  let timer: ReturnType<typeof setTimeout> | undefined;
  onScopeDispose(() => clearTimeout(timer));

  function say(text: string, refused = false) {
    clearTimeout(timer);
    said.value = { text, refused };
    timer = setTimeout(() => (said.value = null), SAID_MS);
  }
  async function attempt(act: () => Promise<string>) {
    if (!mayAct) return say(t('alarms.mayNot'), true);
    try {
      say(await act());
    } catch (error) {
      say(problem(error), true);
    }
    screen.again();
  }
  const chosenAlarm = () => (screen.chosen.value?.kind === 'alarm' ? screen.chosen.value.alarm : null);

  function acknowledge() {
    const alarm = chosenAlarm();
    // On a group the key opens it first: what is acknowledged has been seen.
    if (!alarm) return open();
    return attempt(async () => {
      const { changed } = await acknowledgeAlarms([alarm.id]);
      return t(changed.length > 0 ? 'alarms.said.acknowledged' : 'alarms.said.unchanged', { n: changed.length });
    });
  }
  function acknowledgeGroup() {
    const line = screen.chosen.value;
    if (line?.kind !== 'group') return;
    if (!line.open) return say(t('alarms.said.openFirst'), true);
    const ids = acknowledgeable(screen.alarmsIn(line.group, line.returned));
    if (ids.length === 0) return say(t('alarms.said.oneByOne'), true);
    return attempt(async () => {
      const { changed } = await acknowledgeAlarms(ids);
      return t('alarms.said.acknowledged', { n: changed.length });
    });
  }
  function open() {
    const line = screen.chosen.value;
    if (line?.kind === 'group') screen.toggle(line.id, true);
  }
  function refer() {
    const alarm = chosenAlarm();
    if (!alarm) return;
    if (alarm.incidentNo !== null) return void router.push(`/i/${alarm.incidentNo}`);
    return attempt(async () => {
      await referAlarm(alarm.id);
      return t('alarms.said.referred');
    });
  }
  return {
    ...{ said, shelving, looking, mayAct, acknowledge, acknowledgeGroup, open, refer },
    startShelving: () => (mayAct ? (shelving.value = chosenAlarm()) : say(t('alarms.mayNot'), true)),
    look: () => (looking.value = chosenAlarm()),
    shelve: (alarm: AlarmLine, input: ShelveInput) =>
      attempt(async () => {
        await shelveAlarm(alarm.id, input);
        last.value = alarm.id;
        return t('alarms.said.shelved');
      }),
    unshelve: (id: string | null) =>
      id === null
        ? undefined
        : attempt(async () => {
            await unshelveAlarm(id);
            last.value = null;
            return t('alarms.said.unshelved');
          }),
    undo: () => last.value,
  };
}
export type AlarmActs = ReturnType<typeof useAlarmActs>;
