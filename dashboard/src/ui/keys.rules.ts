/** `keyCode` of a key that an input method took, also where the browser forgets `isComposing`. @source UI Events §keyCode for composition */
const TAKEN = 229;

/** Tells whether a key belongs to an input method at work or to a shortcut of the browser: screens leave both alone. */
export function isWriting(event: KeyboardEvent): boolean {
  const taken = event.isComposing || event.key === 'Process' || event.keyCode === TAKEN;
  return taken || event.ctrlKey || event.metaKey || event.altKey;
}
