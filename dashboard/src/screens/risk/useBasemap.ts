import type { Basemap } from '@protocol/basemap';
import { onScopeDispose, shallowRef } from 'vue';
import { readBasemap } from '../../api/map.js';

/** A basemap that is dropped in appears after so long at most. */
const EVERY_MS = 20_000;

/** The city's own basemap; looked for again and again, so that nobody has to restart or reload anything. Undefined until it is known. */
export function useBasemap() {
  const basemap = shallowRef<Basemap | null | undefined>(undefined);
  const ask = () =>
    readBasemap().then(
      (found) => {
        if (JSON.stringify(found) !== JSON.stringify(basemap.value)) basemap.value = found;
      },
      () => (basemap.value ??= null),
    );
  void ask();
  const look = () => !document.hidden && void ask();
  const timer = setInterval(look, EVERY_MS);
  document.addEventListener('visibilitychange', look);
  onScopeDispose(() => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', look);
  });
  return basemap;
}
