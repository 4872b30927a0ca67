import { useKeys, type KeyActs } from './useKeys.js';

/** Single keys of a screen with a list or a course: J K and the arrows move in it, the others are its own. */
export function useListKeys(move: { next: () => void; previous: () => void }, own: KeyActs): void {
  const { next, previous } = move;
  useKeys({ J: next, ArrowDown: next, K: previous, ArrowUp: previous, ...own });
}
