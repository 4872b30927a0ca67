import { DESK_SOURCE } from '@protocol/call';
import type { DuplicateSuggestion } from '@protocol/duplicate';
import type { Incident } from '@protocol/incident';
import { computed, reactive, shallowRef } from 'vue';
import { ApiError } from '../../api/http.js';
import { fileCall, findPlaces } from '../../api/calls.js';
import { listIncidents } from '../../api/incidents.js';
import { duplicatesOf } from '../../api/units.js';
import { useFollowed } from '../../live/useFollowed.js';
import { callOf, emptyCall, isReady, type CallForm } from './call.rules.js';

/** How often and how long the incident of a call is looked for: it is opened a moment after the call is stored. */
const LOOKS = 20;
const LOOK_MS = 250;

/** Writing a call down: what it may be the same as while it is being written, and filing it. */
export function useCall(nowMs: () => number) {
  const form: CallForm = reactive(emptyCall());
  let key: string = crypto.randomUUID();
  /** When it was first sent: sent again it is the same message, with the same times. */
  let sentMs: number | null = null;
  const busy = shallowRef(false);
  const error = shallowRef<unknown>(null);

  const asked = computed(() => {
    if (!form.type || (!form.place && form.address.trim() === '')) return null;
    const location = form.place ? { lon: form.place.lon, lat: form.place.lat } : { address: form.address.trim() };
    return JSON.stringify({ type: form.type.code, location, text: form.what.trim() });
  });
  const places = useFollowed(() => form.address.trim() || null, 0, findPlaces);
  const likely = useFollowed<DuplicateSuggestion[]>(asked, 0, async (body, signal) => {
    const found = await duplicatesOf(JSON.parse(body) as Parameters<typeof duplicatesOf>[0], signal);
    return found.suggestions;
  });

  return {
    form,
    busy,
    error,
    places: computed(() => places.found.value ?? []),
    likely: computed(() => likely.found.value ?? []),
    isReady: computed(() => isReady(form)),
    clear() {
      Object.assign(form, emptyCall());
      key = crypto.randomUUID();
      sentMs = null;
      error.value = null;
    },
    /** Files it and waits for what it becomes. Undefined: refused; null: kept, and it opened nothing so far. */
    async file(): Promise<Incident | null | undefined> {
      busy.value = true;
      error.value = null;
      try {
        const { record } = await fileCall(callOf(form, key, (sentMs ??= nowMs())));
        return await becomes(record);
      } catch (cause) {
        error.value = cause;
        // Refused, not unanswered: what is mended is another message.
        if (cause instanceof ApiError && cause.status === 422) {
          key = crypto.randomUUID();
          sentMs = null;
        }
        return undefined;
      } finally {
        busy.value = false;
      }
    },
  };
}

async function becomes(record: string): Promise<Incident | null> {
  for (let i = 0; i < LOOKS; i++) {
    const [found] = (await listIncidents({ filter: 'all', source: DESK_SOURCE, record, limit: 1 })).items;
    if (found) return found;
    await new Promise((resume) => setTimeout(resume, LOOK_MS));
  }
  return null;
}
