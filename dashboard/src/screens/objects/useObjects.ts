import type { ObjectFile, RegisteredObject } from '@protocol/object';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRoute, useRouter } from 'vue-router';
import { useCity } from '../../api/city.js';
import { listObjects, readObject } from '../../api/objects.js';
import { useCityClock } from '../../frame/useCityClock.js';

/** The register is read again this often: grades move with incidents, without anybody here doing anything. */
const EVERY_MS = 30_000;
const SEARCH_AFTER_MS = 250;

/** The register as the address narrows it: grade `g`, overdue only `late`, search `q`, chosen object `o`. */
export function useObjects() {
  const { locale } = useI18n();
  const { load, areaName, typeName, zone } = useCity();
  const { cityMs } = useCityClock();
  const url = useAddress();
  const page = shallowRef<Awaited<ReturnType<typeof listObjects>> | null>(null);
  const file = shallowRef<ObjectFile | null>(null);
  const fault = shallowRef<unknown>(null);
  void load().catch(() => undefined);

  const shown = computed(() => ({ grade: url.grade.value, q: url.q.value, overdue: url.overdue.value }));
  async function read(): Promise<void> {
    const asked = shown.value;
    try {
      const found = await listObjects(asked);
      if (asked === shown.value) [page.value, fault.value] = [found, null];
    } catch (error) {
      fault.value = error;
    }
  }
  /** The next page, behind what is shown. */
  async function more(): Promise<void> {
    const now = page.value;
    if (!now?.cursor) return;
    const next = await listObjects(shown.value, now.cursor);
    if (page.value === now) page.value = { ...next, objects: [...now.objects, ...next.objects] };
  }
  async function open(): Promise<void> {
    const code = url.chosen.value;
    if (code === '') return void (file.value = null);
    try {
      const found = await readObject(code);
      if (code === url.chosen.value) file.value = found;
    } catch (error) {
      [file.value, fault.value] = [null, error];
    }
  }

  let wait: ReturnType<typeof setTimeout> | undefined;
  watch(shown, () => {
    clearTimeout(wait);
    wait = setTimeout(() => void read(), SEARCH_AFTER_MS);
  });
  watch(url.chosen, open);
  const timer = setInterval(() => void Promise.all([read(), open()]), EVERY_MS);
  onScopeDispose(() => [clearInterval(timer), clearTimeout(wait)]);
  void read();
  void open();

  const objects = computed(() => page.value?.objects ?? []);
  const at = () => objects.value.findIndex((o) => o.code === url.chosen.value);
  const step = (by: 1 | -1) => {
    const next = at() < 0 ? 0 : Math.min(objects.value.length - 1, Math.max(0, at() + by));
    url.chosen.value = objects.value[next]?.code ?? '';
  };
  const nameOf = (o: Pick<RegisteredObject, 'nameZh' | 'nameEn'>) =>
    locale.value === 'en' ? (o.nameEn ?? o.nameZh) : o.nameZh;
  return { url, page, file, fault, objects, read, more, step, nameOf, areaName, typeName, zone, cityMs };
}
export type ObjectsScreen = ReturnType<typeof useObjects>;

function useAddress() {
  const route = useRoute();
  const router = useRouter();
  const text = (name: string) => (typeof route.query[name] === 'string' ? (route.query[name] as string) : '');
  const param = (name: string) =>
    computed({
      get: () => text(name),
      set: (value: string) => void router.replace({ query: { ...route.query, [name]: value || undefined } }),
    });
  const late = param('late');
  return {
    grade: param('g'),
    q: param('q'),
    chosen: param('o'),
    overdue: computed({ get: () => late.value === '1', set: (on: boolean) => (late.value = on ? '1' : '') }),
  };
}
