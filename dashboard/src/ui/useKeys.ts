import { onScopeDispose, shallowRef } from 'vue';
import { isWriting } from './keys.rules.js';

/** What single keys do, by `event.code` without "Key": `{J: next, Enter: open, Slash: find}`. */
export type KeyActs = Readonly<Record<string, () => void>>;

const KEPT = 'city.single-keys';

/** Whether single keys act at all: one switch for every screen (WCAG 2.2, 2.1.4), kept in this browser. */
export const singleKeys = shallowRef(localStorage.getItem(KEPT) !== 'off');

/** Turns single keys on or off and remembers it. */
export function setSingleKeys(on: boolean): void {
  singleKeys.value = on;
  localStorage.setItem(KEPT, on ? 'on' : 'off');
}

/** Listens to single keys while the calling scope lives. Typing, an input method at work, modifiers and open dialogs are left alone. */
export function useKeys(acts: KeyActs): void {
  const press = (event: KeyboardEvent) => {
    if (!singleKeys.value || isWriting(event)) return;
    const act = acts[event.code.replace(/^Key/, '')];
    if (!act || isBusy(event.target, event.code)) return;
    event.preventDefault();
    act();
  };
  document.addEventListener('keydown', press);
  onScopeDispose(() => document.removeEventListener('keydown', press));
}

/** Enter and Space belong to what has the focus; letters belong to fields and dialogs. */
function isBusy(target: EventTarget | null, code: string): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="menu"]')) return true;
  return (code === 'Enter' || code === 'Space') && target.closest('button, a, summary') !== null;
}
