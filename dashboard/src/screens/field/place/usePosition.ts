import { onScopeDispose, shallowRef, watch, type Ref } from 'vue';
import { sendPosition } from '../../../api/field.js';
import { ApiError } from '../../../api/http.js';
import { metresBetween } from '../../../maps/ring.rules.js';

/** Where the phone is, WGS-84 degrees; `atMs` epoch ms, `accuracyM` as the phone claims. */
export interface Fix {
  lon: number;
  lat: number;
  atMs: number;
  accuracyM: number;
}

const KEPT = 'city.field.share-position';
/** Sent when the unit has moved so far, m, or after so long, ms: a position is of use for some seconds only, and never queued. */
const MOVED_M = 25;
const EVERY_MS = 30_000;

/** Shares the unit's position while its officer agrees and the page is open. Nothing is asked of the phone before that. */
export function usePosition(unit: Ref<string | null>, online: Ref<boolean>) {
  const agreed = shallowRef(localStorage.getItem(KEPT) === 'yes');
  const fix = shallowRef<Fix | null>(null);
  const sentMs = shallowRef<number | null>(null);
  const fault = shallowRef<'denied' | 'no-fix' | 'not-sent' | null>(null);
  const possible = window.isSecureContext && 'geolocation' in navigator;
  let watching: number | null = null;
  let last: Fix | null = null;

  const tell = async (now: Fix) => {
    if (unit.value === null || !online.value) return;
    if (last && metresBetween([last.lon, last.lat], [now.lon, now.lat]) < MOVED_M && now.atMs - last.atMs < EVERY_MS)
      return;
    const before = last;
    last = now;
    try {
      await sendPosition(unit.value, { lon: now.lon, lat: now.lat, at: new Date(now.atMs).toISOString() });
      [sentMs.value, fault.value] = [Date.now(), null];
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      last = before;
      fault.value = 'not-sent';
    }
  };
  const stop = () => {
    if (watching !== null) navigator.geolocation.clearWatch(watching);
    watching = null;
  };
  const start = () => {
    if (!possible || watching !== null) return;
    watching = navigator.geolocation.watchPosition(
      ({ coords, timestamp }) => {
        fix.value = { lon: coords.longitude, lat: coords.latitude, atMs: timestamp, accuracyM: coords.accuracy };
        void tell(fix.value);
      },
      (error) => (fault.value = error.code === error.PERMISSION_DENIED ? 'denied' : 'no-fix'),
      { enableHighAccuracy: true, maximumAge: 10_000, timeout: 30_000 },
    );
  };
  watch(
    agreed,
    (yes) => {
      localStorage.setItem(KEPT, yes ? 'yes' : 'no');
      fault.value = null;
      if (yes) return start();
      stop();
      [fix.value, last] = [null, null];
    },
    { immediate: true },
  );
  onScopeDispose(stop);
  return { agreed, fix, sentMs, fault, possible };
}
