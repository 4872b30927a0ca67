import { onScopeDispose } from 'vue';
import { singleKeys, useKeys } from '../../ui/useKeys.js';
import type { AlarmActs } from './useAlarmActs.js';
import { TABS, type AlarmsScreen } from './useAlarms.js';

/** The keys of the alarms, screens §2.2. Shift+A and Ctrl+Z are told apart by their modifiers. */
export function useAlarmKeys(screen: AlarmsScreen, acts: AlarmActs, find: () => void): void {
  const shifted = { held: false };
  useKeys({
    ...Object.fromEntries(TABS.map((tab, i) => [`Digit${i + 1}`, () => (screen.tab.value = tab)])),
    J: () => screen.move(1),
    ArrowDown: () => screen.move(1),
    K: () => screen.move(-1),
    ArrowUp: () => screen.move(-1),
    ArrowRight: acts.open,
    ArrowLeft: screen.fold,
    A: () => void (shifted.held ? acts.acknowledgeGroup() : acts.acknowledge()),
    V: () => void acts.startShelving(),
    I: () => void acts.refer(),
    Enter: () => void (screen.chosen.value?.kind === 'group' ? acts.open() : acts.look()),
    T: () => (screen.ungrouped.value = !screen.ungrouped.value),
    Slash: find,
  });
  // Before the other listener, so that it knows of the shift key.
  const press = (event: KeyboardEvent) => {
    shifted.held = event.shiftKey;
    const isField = event.target instanceof Element && event.target.closest('input, textarea, select, [role="dialog"]');
    if (!event.ctrlKey || event.code !== 'KeyZ' || isField || event.isComposing || !singleKeys.value) return;
    event.preventDefault();
    void acts.unshelve(acts.undo());
  };
  document.addEventListener('keydown', press, { capture: true });
  onScopeDispose(() => document.removeEventListener('keydown', press, { capture: true }));
}
