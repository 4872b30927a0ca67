import { computed, nextTick, shallowRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { useCity } from '../../api/city.js';
import { dayOf, shortTime } from '../../time/city-time.js';
import { captioned } from './caption.js';
import { fileName, mapDocument } from './export.rules.js';
import { saveFile } from '../../ui/save-file.js';
import type { RiskOf } from './useRisk.js';

/** The map as a picture, as GeoJSON and on paper, each with the moment it shows. */
export function useExports(
  risk: RiskOf,
  map: Readonly<Ref<{ picture(): Promise<HTMLCanvasElement> | undefined } | null>>,
) {
  const { t } = useI18n();
  const { zone, cityName } = useCity();
  const printed = shallowRef<string | null>(null);
  const at = computed(() => risk.moment.at.value ?? new Date(risk.moment.nowMs.value).toISOString());
  const words = computed(() => {
    const { 3: high, 2: middle, 1: low, unknown } = risk.counts.value;
    const when = `${dayOf(at.value, zone.value)} ${shortTime(at.value, zone.value)}`;
    const past = risk.moment.at.value === null ? '' : ` · ${t('risk.time.past')}`;
    return t('risk.caption', { city: cityName.value, when, high, middle, low, unknown }) + past;
  });

  async function picture(): Promise<HTMLCanvasElement | null> {
    const drawn = await map.value?.picture();
    return drawn ? captioned(drawn, words.value) : null;
  }
  async function png(): Promise<void> {
    const drawn = await picture();
    drawn?.toBlob((blob) => blob && saveFile(blob, fileName(at.value, 'png')), 'image/png');
  }
  function geojson(): void {
    const shown = {
      ...{ at: at.value, cells: risk.shownCells.value, shapes: risk.shapes.value },
      layers: [...risk.layers.on.value].filter((layer) => layer !== 'cells'),
    };
    saveFile(
      new Blob([JSON.stringify(mapDocument(shown))], { type: 'application/geo+json' }),
      fileName(at.value, 'geojson'),
    );
  }
  /** Paper gets the picture: a canvas of WebGL prints empty. */
  async function print(): Promise<void> {
    printed.value = (await picture())?.toDataURL('image/png') ?? null;
    await nextTick();
    window.print();
  }
  return { png, geojson, print, printed, words };
}
export type ExportsOf = ReturnType<typeof useExports>;
