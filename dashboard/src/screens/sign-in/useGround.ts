import { computed, onMounted, shallowRef } from 'vue';
import { request } from '../../api/http.js';
import { useI18n } from 'vue-i18n';
import type { GroundFeature, GroundLayer } from '../../maps/city-ground.options.js';

const LAYERS = ['districts', 'water', 'green', 'roads'] as const;
type Ground = { districts: GroundLayer } & Partial<Record<(typeof LAYERS)[number], GroundLayer>>;

/** Loads the public layers behind the form. A city without boundaries, or a service that is away, leaves the plain ground. */
export function useGround() {
  const { locale } = useI18n();
  const ground = shallowRef<Ground | null>(null);
  onMounted(async () => {
    const found = await Promise.all(LAYERS.map((name) => readLayer(name)));
    const [districts, water, green, roads] = found;
    if (districts)
      ground.value = { districts, ...(water && { water }), ...(green && { green }), ...(roads && { roads }) };
  });
  const labels = computed(() => ground.value?.districts.features.flatMap((f) => labelOf(f, locale.value)) ?? []);
  return { ground, labels };
}

async function readLayer(name: string): Promise<GroundLayer | null> {
  try {
    return await request<GroundLayer>(`/api/v1/city/layers/${name}`, { quiet401: true });
  } catch {
    // The ground is decoration: signing in must work without it.
    return null;
  }
}

function labelOf(feature: GroundFeature, locale: string): { name: string; at: readonly [number, number] }[] {
  const p = feature.properties ?? {};
  const name = locale === 'en' ? (p['nameEn'] ?? p['nameZh']) : p['nameZh'];
  const at = p['center'];
  return typeof name === 'string' && isPoint(at) ? [{ name, at }] : [];
}

const isPoint = (v: unknown): v is [number, number] =>
  Array.isArray(v) && v.length === 2 && v.every((n) => typeof n === 'number');
