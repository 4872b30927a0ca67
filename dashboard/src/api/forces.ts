import type { RoutingTables } from '@protocol/routing';
import type { OnDuty, Shift, ShiftList } from '@protocol/roster';
import type { Unit, UnitStatus } from '@protocol/unit';
import { computed, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { request } from './http.js';
import { queryOf } from './query.js';

const tables = shallowRef<RoutingTables | null>(null);
let loading: Promise<RoutingTables> | null = null;

/** Reads fields, routing rules and unit types anew. */
export async function reloadRouting(): Promise<RoutingTables> {
  loading = request<RoutingTables>('/api/v1/routing');
  try {
    return (tables.value = await loading);
  } catch (error) {
    loading = null;
    throw error;
  }
}

/** The tables that dispatch goes by, loaded once, with names in the reader's language. Unknown codes stand for themselves. */
export function useRouting() {
  const { locale } = useI18n();
  const pick = (x: { nameZh: string; nameEn: string } | undefined) =>
    x && (locale.value === 'en' ? x.nameEn || x.nameZh : x.nameZh);
  const types = computed(() => new Map(tables.value?.types.map((t) => [t.type as string, t])));
  const fields = computed(() => new Map(tables.value?.fields.map((f) => [f.code, f])));
  return {
    tables,
    load: () => loading ?? reloadRouting(),
    typeName: (type: string) => pick(types.value.get(type)) ?? type,
    fieldName: (code: string) => pick(fields.value.get(code)) ?? code,
  };
}

const of = (unit: string) => `/api/v1/units/${encodeURIComponent(unit)}`;

/** Moves the status clock of a unit. @throws ApiError 409 unit/status-not-possible */
export const sayStatus = (unit: string, status: UnitStatus) =>
  request<Unit>(`${of(unit)}/status`, { method: 'POST', body: { status } });

/** Reveals the number of a unit; the reason goes into the audit. @throws ApiError 404 when it has none */
export const readPhone = (unit: string, reason: string) =>
  request<{ phone: string }>(`${of(unit)}/phone${queryOf({ reason })}`);

/** Reads who is on duty, and the gaps of the next 24 hours. */
export const readOnDuty = () => request<OnDuty>('/api/v1/roster/now');

/** Reads shifts from the beginning of the city's day to a moment, RFC 3339. */
export const readShifts = async (to: string): Promise<Shift[]> =>
  (await request<ShiftList>(`/api/v1/roster${queryOf({ to })}`)).shifts;
