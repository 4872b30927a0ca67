import { onScopeDispose } from 'vue';
import { useRouter } from 'vue-router';
import { useKeys } from '../../ui/useKeys.js';
import type { UnitsScreen } from './useUnits.js';

/** The keys of the screen: J K walk, Enter opens what the chosen unit is on, Esc chooses none, `/` goes to the search. */
export function useUnitKeys({ step, chosen, url }: UnitsScreen, find: () => void): void {
  const router = useRouter();
  const openIncident = () => {
    const no = chosen.value?.on[0];
    if (no !== undefined) void router.push(`/i/${no}`);
  };
  useKeys({
    J: () => step(1),
    ArrowDown: () => step(1),
    K: () => step(-1),
    ArrowUp: () => step(-1),
    Enter: openIncident,
    Escape: () => (url.chosen.value = ''),
  });
  // By the character, because its place differs from keyboard to keyboard.
  const byCharacter = (event: KeyboardEvent) => {
    const { target } = event;
    const isTyping = target instanceof Element && target.closest('input, textarea, select, [role="dialog"]');
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    find();
  };
  document.addEventListener('keydown', byCharacter);
  onScopeDispose(() => document.removeEventListener('keydown', byCharacter));
}
