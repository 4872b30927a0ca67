import { AREA_CORNERS, AREA_KM2, areaKm2, areaText } from '@protocol/map-area';
import type { MapCounts } from '@protocol/map-counts';
import { computed, shallowRef, type Ref } from 'vue';
import { countMap } from '../../api/map.js';
import { useFollowed } from '../../live/useFollowed.js';

/** An area drawn by hand, corner by corner, and what lies in it. `stamp`: the area is counted again when it changes. */
export function useArea(at: Readonly<Ref<string | null>>, stamp: () => unknown) {
  const corners = shallowRef<[number, number][]>([]);
  const drawing = shallowRef(false);
  const km2 = computed(() => areaKm2(corners.value));
  const fault = computed(() => {
    if (corners.value.length < AREA_CORNERS.least) return 'few';
    return km2.value < AREA_KM2.least ? 'small' : km2.value > AREA_KM2.most ? 'large' : null;
  });
  const done = computed(() => !drawing.value && corners.value.length > 0);

  function start() {
    corners.value = [];
    drawing.value = true;
  }
  function clear() {
    corners.value = [];
    drawing.value = false;
  }
  function add(corner: [number, number]) {
    if (!drawing.value || corners.value.length >= AREA_CORNERS.most) return;
    corners.value = [...corners.value, corner];
  }
  /** Ends the drawing; what is no area yet goes on being drawn. */
  function close() {
    // A double click has set the last corner twice.
    corners.value = corners.value.filter((c, i, all) => i === 0 || c.join() !== all[i - 1]?.join());
    if (fault.value === null) drawing.value = false;
  }
  const counted = useFollowed<MapCounts>(
    () => (done.value && fault.value === null ? `${areaText(corners.value)} ${at.value ?? ''}` : null),
    stamp,
    (_key, signal) => countMap({ area: areaText(corners.value), at: at.value }, signal),
  );
  return { corners, drawing, done, km2, fault, start, clear, add, close, counts: counted.found, error: counted.error };
}
