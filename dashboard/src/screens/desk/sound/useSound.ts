import { computed, onScopeDispose, shallowRef } from 'vue';
import { useCityClock } from '../../../frame/useCityClock.js';
import { onTick } from '../../../live/tick.js';
import { useChannel } from '../../../live/useChannel.js';
import { cityHour } from '../../../time/city-time.js';
import { heardAtFirst, signOf, type Heard, type Sign } from './sound.rules.js';
import { play } from './tones.js';

const KEPT = 'city.desk-sound';
/** Nobody mutes a desk for longer. @source docs of screens, §6.4 */
const MUTE_MS = 10 * 60_000;

/** `blocked`: switched on, but the browser lets a page make sound only after somebody touched it. */
export type SoundState = 'off' | 'on' | 'blocked' | 'muted';

/** The sounds of a desk: off until somebody switches them on here, one at a time, muted for ten minutes at most. */
export function useSound() {
  const clock = useCityClock();
  const live = useChannel('duty-queue', { filter: 'open' });
  const isOn = shallowRef(localStorage.getItem(KEPT) === 'on');
  const mutedUntilMs = shallowRef(-Infinity);
  const nowMs = shallowRef(performance.now());
  const isBlocked = shallowRef(true);
  const last = shallowRef<Sign | null>(null);
  let audio: AudioContext | null = null;
  let heard: Heard | null = null;
  let busyUntilMs = 0;

  const isMuted = computed(() => nowMs.value < mutedUntilMs.value);
  const state = computed((): SoundState => {
    if (!isOn.value) return 'off';
    return isBlocked.value ? 'blocked' : isMuted.value ? 'muted' : 'on';
  });

  /** Makes the audio ready; a browser lets it run once somebody has touched the page. */
  async function open() {
    audio ??= new AudioContext();
    await audio.resume().catch(() => undefined);
    isBlocked.value = audio.state !== 'running';
  }
  function listen() {
    nowMs.value = performance.now();
    const { value } = live.state;
    if (!value) return;
    const scene = {
      ...{ cards: value.window, isCut: clock.state.value === 'cut', atMs: Date.parse(value.overdueAt) },
      ...{
        nowMs: nowMs.value,
        hour: clock.cityMs.value === null ? 12 : cityHour(clock.cityMs.value, clock.zone.value),
      },
    };
    heard ??= heardAtFirst(scene);
    if (nowMs.value < busyUntilMs) return;
    const next = signOf(heard, scene);
    heard = next.heard;
    if (next.sign === null || state.value !== 'on' || !audio) return;
    busyUntilMs = nowMs.value + play(audio, next.sign) * 1000;
    last.value = next.sign;
  }
  onTick(listen);
  // The first touch of the page opens what was switched on before.
  const touched = () => isOn.value && isBlocked.value && void open();
  document.addEventListener('pointerdown', touched);
  document.addEventListener('keydown', touched);
  onScopeDispose(() => {
    document.removeEventListener('pointerdown', touched);
    document.removeEventListener('keydown', touched);
    void audio?.close();
  });

  return {
    state,
    /** The sign that was given last. */
    last,
    /** Seconds for which it stays muted. */
    mutedS: computed(() => Math.max(0, Math.ceil((mutedUntilMs.value - nowMs.value) / 1000))),
    toggle() {
      isOn.value = state.value === 'off' || state.value === 'blocked';
      localStorage.setItem(KEPT, isOn.value ? 'on' : 'off');
      mutedUntilMs.value = -Infinity;
      if (isOn.value) void open();
    },
    /** Mutes for ten minutes, or ends that. */
    mute() {
      mutedUntilMs.value = isMuted.value ? -Infinity : performance.now() + MUTE_MS;
      nowMs.value = performance.now();
    },
  };
}
