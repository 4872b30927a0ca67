import { onScopeDispose, shallowRef } from 'vue';
import { shortTime, type Moment } from '../../time/city-time.js';
import { serviceState, type ServiceState } from './sign-in.options.js';
import { useTitle } from './useTitle.js';

/** How often the page asks whether the service is there, in ms. */
const ASK_EVERY_MS = 10_000;

interface Readiness {
  checks?: Record<string, { ok: boolean; detail?: Record<string, unknown> }>;
}

/** Answers "is it me or the system" before anyone has signed in. */
export function useService() {
  const { zone } = useTitle();
  const state = shallowRef<ServiceState>('normal');
  const feeds = shallowRef<{ on: number; off: number } | null>(null);
  const now = shallowRef('');

  async function ask(): Promise<void> {
    const answer = await fetch('/readyz', { headers: { accept: 'application/json' } }).catch(() => null);
    state.value = serviceState(answer?.status ?? 0);
    const said = (await answer?.json().catch(() => null)) as Readiness | null;
    feeds.value = feedsOf(said);
    // The service's own clock: a wrong clock of this computer must not be mistaken for the city's time.
    const at: Moment | null = answer?.headers.get('date') ?? null;
    now.value = answer && at ? shortTime(at, zone.value) : '';
  }

  const timer = setInterval(() => void ask(), ASK_EVERY_MS);
  onScopeDispose(() => clearInterval(timer));
  void ask();
  return { state, feeds, version: __VERSION__, now };
}

function feedsOf(said: Readiness | null): { on: number; off: number } | null {
  const { live, interrupted } = said?.checks?.['feeds']?.detail ?? {};
  return typeof live === 'number' && typeof interrupted === 'number' ? { on: live, off: interrupted } : null;
}
