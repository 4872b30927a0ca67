import { onScopeDispose } from 'vue';
import { useKeys, type KeyActs } from '../../ui/useKeys.js';
import { FILTERS } from './desk.options.js';
import type { Desk } from './useDesk.js';

/** Letters that are moves of the procedure: the chosen incident says which of them it takes now. */
const MOVES = ['S', 'A', 'W', 'V', 'R', 'C', 'B', 'X', 'H', 'P', 'O', 'Y', 'L', 'Q', 'T'];

/** Keys as the list of keys tells them; what each does is `desk.keys.<name>`. */
export const KEYS: Readonly<Record<string, readonly string[]>> = {
  move: ['J', 'K'],
  open: ['Enter'],
  filters: ['1', '–', '8'],
  sign: ['S'],
  send: ['D', 'Enter'],
  sendNth: ['D', '1', '–', '5'],
  onward: ['A', 'W', 'V', 'C'],
  back: ['B', 'R', 'X'],
  aside: ['H', 'P', 'O'],
  watch: ['L', 'Q'],
  time: ['T'],
  merge: ['M'],
  again: ['Z'],
  grade: ['E'],
  comment: ['N'],
  cameras: ['F'],
  call: ['I'],
  freeze: ['G'],
  undo: ['U', 'Ctrl Z'],
  find: ['/'],
  command: [':', 'Space'],
  help: ['?'],
  leave: ['Esc'],
};

/** What the keys do that is not the desk's own. */
export interface DeskKeyActs {
  find: () => void;
  comment: () => void;
  grade: () => void;
  merge: () => void;
  call: () => void;
  cameras: () => void;
  command: () => void;
  help: () => void;
  open: () => void;
}

/** The keys of the desk, screens §6.2. While units are being chosen, digits and Enter send. */
export function useDeskKeys(desk: Desk, to: DeskKeyActs): void {
  const { dispatch, url } = desk;
  const digit = (n: number) => {
    const filter = FILTERS[n - 1];
    if (dispatch.choosing.value) void dispatch.sendNth(n);
    else if (filter) url.filter.value = filter;
  };
  const acts: KeyActs = {
    ...Object.fromEntries(FILTERS.map((_, i) => [`Digit${i + 1}`, () => digit(i + 1)])),
    ...Object.fromEntries(MOVES.map((key) => [key, () => desk.acts.pressKey(key)])),
    J: () => desk.move(1),
    ArrowDown: () => desk.move(1),
    K: () => desk.move(-1),
    ArrowUp: () => desk.move(-1),
    D: () => void (dispatch.choosing.value ? dispatch.sendBest() : dispatch.choose()),
    Enter: () => (dispatch.choosing.value ? void dispatch.sendBest() : to.open()),
    Escape: () => (dispatch.choosing.value = false),
    G: () => (desk.queue.frozen.value = !desk.queue.frozen.value),
    U: () => void desk.undo(),
    N: to.comment,
    E: to.grade,
    M: to.merge,
    I: to.call,
    F: to.cameras,
    Space: to.command,
  };
  useKeys(acts);
  // By the character, because their places differ from keyboard to keyboard.
  const characters: Readonly<Record<string, () => void>> = { '/': to.find, ':': to.command, '?': to.help };
  const byCharacter = (event: KeyboardEvent) => {
    const isTyping =
      event.target instanceof Element && event.target.closest('input, textarea, select, [role="dialog"]');
    if (isTyping || event.isComposing || event.altKey || event.metaKey) return;
    const isUndo = event.ctrlKey && event.code === 'KeyZ';
    const act = isUndo ? () => void desk.undo() : event.ctrlKey ? undefined : characters[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  document.addEventListener('keydown', byCharacter);
  onScopeDispose(() => document.removeEventListener('keydown', byCharacter));
}
