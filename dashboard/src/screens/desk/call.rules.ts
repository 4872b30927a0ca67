import type { CatalogueType } from '@protocol/city';
import type { CallInput } from '@protocol/call';
import type { GazetteerPlace } from '@protocol/gazetteer';
import { typedIn } from '@protocol/pinyin';

/** What has been written down of a call. `minutesAgo`: when it began, before now. */
export interface CallForm {
  caller: string;
  phone: string;
  address: string;
  place: GazetteerPlace | null;
  type: CatalogueType | null;
  what: string;
  minutesAgo: number;
}

export const emptyCall = (): CallForm => ({
  ...{ caller: '', phone: '', address: '', place: null, type: null, what: '', minutesAgo: 0 },
});

/** Types that fit a few letters: Chinese, pinyin initials or English; the ones that begin with them first, the urgent before others. */
export function findTypes(types: readonly CatalogueType[], typed: string, limit: number): CatalogueType[] {
  const hits = types
    .filter((type) => type.stream !== 'risk')
    .flatMap((type) => {
      const at = Math.min(...[type.nameZh, type.nameEn].map((name) => typedIn(name, typed) ?? Infinity));
      return Number.isFinite(at) ? [{ type, at }] : [];
    });
  hits.sort(
    (a, b) =>
      Number(a.at > 0) - Number(b.at > 0) ||
      a.type.priority - b.type.priority ||
      a.type.nameZh.length - b.type.nameZh.length ||
      (a.type.code < b.type.code ? -1 : 1),
  );
  return hits.slice(0, limit).map(({ type }) => type);
}

/** Whether a call says enough to be filed: what kind, and where or what. */
export function isReady(form: CallForm): boolean {
  return form.type !== null && (form.place !== null || form.address.trim() !== '' || form.what.trim() !== '');
}

/** Title of a call: its words, or the type's name where there are none. The whole text stays in the description. */
const TITLE = 200;

/** The message a call becomes. @param nowMs city time */
export function callOf(form: CallForm, key: string, nowMs: number): CallInput {
  const type = form.type as CatalogueType;
  const { place } = form;
  const what = form.what.trim();
  const address = form.address.trim() || place?.name || '';
  const location = {
    ...(place && { lon: place.lon, lat: place.lat, crs: 'wgs84' as const }),
    ...(address !== '' && { address }),
  };
  return {
    ...{ key, type: type.code, title: (what || type.nameZh).slice(0, TITLE) },
    ...(what.length > TITLE && { description: what }),
    ...(Object.keys(location).length > 0 && { location }),
    occurredAt: new Date(nowMs - form.minutesAgo * 60_000).toISOString(),
    ...(form.caller.trim() !== '' && { caller: form.caller.trim() }),
    ...(form.phone.trim() !== '' && { phone: form.phone.trim() }),
  };
}
