import type { RiskMethodRule } from '@protocol/risk-grade';
import type { RiskPointFile, RiskPointPage } from '@protocol/risk-point';
import type { Visit, VisitPage } from '@protocol/visit';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useCity } from '../../api/city.js';
import { listRiskPoints, listVisits, readRiskMethods, readRiskPoint } from '../../api/register.js';
import { useAddress } from './useAddress.js';

/** Both tabs are read again this often: grades and plans move without anybody here doing anything. */
const EVERY_MS = 30_000;
const SEARCH_AFTER_MS = 250;

/** Risk points, the plan of visits and what was done lately, as the address narrows them. */
export function useRegister() {
  const { locale } = useI18n();
  const { load, areaName, typeName, zone, city, districts } = useCity();
  const url = useAddress();
  const page = shallowRef<RiskPointPage | null>(null);
  const file = shallowRef<RiskPointFile | null>(null);
  const about = shallowRef<Visit[]>([]);
  const plan = shallowRef<VisitPage | null>(null);
  const done = shallowRef<Visit[]>([]);
  const methods = shallowRef<RiskMethodRule[]>([]);
  const fault = shallowRef<unknown>(null);
  void load().catch(() => undefined);
  void readRiskMethods().then(
    (read) => (methods.value = read.methods),
    () => undefined,
  );

  /** Runs one reading; what it failed with stands on the screen until the next one. */
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
      fault.value = null;
    } catch (error) {
      fault.value = error;
    }
  };
  const pointFilters = computed(() => ({
    ...{ grade: url.grade.value, category: url.category.value, district: url.district.value, q: url.q.value },
    ...{ visitOverdue: url.visitOverdue.value ? 'true' : null, reviewOverdue: url.reviewOverdue.value ? 'true' : null },
  }));
  const visitFilters = computed(() => ({ district: url.district.value, mine: url.mine.value ? 'true' : null }));
  const readPoints = () =>
    attempt(async () => {
      const asked = pointFilters.value;
      const found = await listRiskPoints({ ...asked, limit: '500' });
      if (asked === pointFilters.value) page.value = found;
    });
  const readVisits = () =>
    attempt(async () => {
      const asked = visitFilters.value;
      const [ahead, made] = await Promise.all([
        listVisits({ ...asked, limit: '500' }),
        listVisits({ ...asked, state: 'done', limit: '20' }),
      ]);
      if (asked === visitFilters.value) [plan.value, done.value] = [ahead, made.visits];
    });
  const open = () =>
    attempt(async () => {
      const code = url.point.value;
      if (code === '') return void (file.value = null);
      const [found, planned, made] = await Promise.all([
        readRiskPoint(code),
        listVisits({ point: code }),
        listVisits({ point: code, state: 'done', limit: '10' }),
      ]);
      if (code === url.point.value) [file.value, about.value] = [found, [...planned.visits, ...made.visits]];
    });
  const readAll = () => Promise.all([readPoints(), readVisits(), open()]);

  let wait: ReturnType<typeof setTimeout> | undefined;
  watch(pointFilters, () => {
    clearTimeout(wait);
    wait = setTimeout(() => void readPoints(), SEARCH_AFTER_MS);
  });
  watch(visitFilters, readVisits);
  watch(url.point, open);
  const timer = setInterval(() => void readAll(), EVERY_MS);
  onScopeDispose(() => [clearInterval(timer), clearTimeout(wait)]);
  void readAll();

  const points = computed(() => page.value?.points ?? []);
  const visits = computed(() => [...(plan.value?.visits ?? []), ...done.value]);
  const visit = computed(() => visits.value.find((v) => v.id === url.visit.value) ?? null);
  const categories = computed(() => city.value?.types.filter((type) => type.stream === 'risk') ?? []);
  const step = (by: 1 | -1) => {
    const [keys, chosen] =
      url.tab.value === 'points'
        ? ([points.value.map((p) => p.code), url.point] as const)
        : ([visits.value.map((v) => v.id), url.visit] as const);
    const at = keys.indexOf(chosen.value);
    chosen.value = keys[at < 0 ? 0 : Math.min(keys.length - 1, Math.max(0, at + by))] ?? '';
  };
  const nameOf = (of: { nameZh: string; nameEn: string | null }) =>
    locale.value === 'en' ? (of.nameEn ?? of.nameZh) : of.nameZh;
  const visitName = (of: Visit) => {
    const [first] = of.points;
    return of.object ? nameOf(of.object) : first ? nameOf(first) : of.address;
  };
  return {
    ...{ url, page, file, about, plan, done, methods, fault, points, visit, categories, districts, city },
    ...{ readAll, step, nameOf, visitName, areaName, typeName, zone },
  };
}
export type RegisterScreen = ReturnType<typeof useRegister>;
