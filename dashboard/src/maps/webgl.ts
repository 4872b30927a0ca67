let known: boolean | undefined;

/** Tells whether this browser can draw the map. Computers without a graphics card often cannot. */
export function hasWebgl(): boolean {
  known ??= probe();
  return known;
}

function probe(): boolean {
  const context = document.createElement('canvas').getContext('webgl2');
  // Contexts are few: give this one back at once.
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}
