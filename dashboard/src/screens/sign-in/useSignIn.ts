import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRoute, useRouter } from 'vue-router';
import { ApiError } from '../../api/http.js';
import { can, changePassword, me, signIn, signOut } from '../../api/session.js';
import { useProblem } from '../../i18n/useProblem.js';
import { mayOpen, type Screen } from '../../screen.js';
import { afterSignIn, countdown } from './sign-in.options.js';

/** Shortest password a person may choose. @source server password rules (OWASP ASVS 5.0 6.2.1) */
export const MIN_PASSWORD = 12;

/** The thinking of the sign-in page: one form, one line of error, the lock that runs down, and the forced change. */
export function useSignIn() {
  const { t } = useI18n();
  const router = useRouter();
  const route = useRoute();
  const words = useProblem();
  const username = ref('');
  const password = ref('');
  const fault = shallowRef('');
  const busy = shallowRef(false);
  const lock = useLock();
  const mustChange = computed(() => me.value?.mustChangePassword ?? false);
  const line = computed(() =>
    lock.left.value > 0 ? t('sign-in.locked', { time: countdown(lock.left.value) }) : fault.value,
  );

  /** Goes on when somebody is signed in. An account that may open nothing stays here and is told so: sending it on would be a circle. */
  const enter = () => {
    if (!me.value || me.value.mustChangePassword) return;
    const goals = [afterSignIn(route.query['next'], me.value.role), afterSignIn(undefined, me.value.role)];
    const goal = goals.find((path) => opens(router.resolve(path).meta.screen));
    if (goal !== undefined) void router.replace(goal);
    else fault.value = t('sign-in.nothing', { name: me.value.name });
  };

  async function attempt(act: () => Promise<unknown>): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    fault.value = '';
    try {
      await act();
      enter();
    } catch (error) {
      const waits = error instanceof ApiError && error.status === 429 ? (error.retryAfterS ?? 0) : 0;
      if (waits > 0) lock.start(waits);
      // One sentence for both, so that nobody learns which accounts exist.
      else fault.value = error instanceof ApiError && error.status === 401 ? t('sign-in.wrong') : words(error);
    } finally {
      busy.value = false;
    }
  }

  const submit = () => attempt(() => signIn(username.value.trim(), password.value));
  const enterAs = (name: string, secret: string) => attempt(() => signIn(name, secret));
  const change = (current: string, next: string) => attempt(() => changePassword(current, next));
  const leave = () => attempt(signOut);
  return {
    username,
    password,
    busy,
    line,
    locked: computed(() => lock.left.value > 0),
    mustChange,
    submit,
    enterAs,
    change,
    leave,
    enter,
  };
}

const opens = (screen: Screen | undefined) => screen !== undefined && mayOpen(screen, can);

/** Counts a lock down by the page's monotonic clock. */
function useLock() {
  const left = shallowRef(0);
  let until = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = () => clearInterval(timer);
  const run = () => {
    left.value = Math.max(0, (until - performance.now()) / 1000);
    if (left.value === 0) stop();
  };
  onScopeDispose(stop);
  return {
    left,
    start: (seconds: number) => {
      stop();
      until = performance.now() + seconds * 1000;
      timer = setInterval(run, 500);
      run();
    },
  };
}
