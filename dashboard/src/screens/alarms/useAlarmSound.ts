import type { LiveAlarms } from '@protocol/live/alarms';
import { onScopeDispose, shallowRef, watch } from 'vue';

/** How often an unseen alarm of priority 1 sounds. @source screens §6.4 */
const AGAIN_MS = 10_000;
/** Tones in hertz, one after the other: two rising ones for priority 1, one for priority 2; the others are silent. */
const TONES = { 1: [660, 990], 2: [520] } as const;
const TONE_S = 0.18;

/** Sounds alarms: priority 1 until it is acknowledged, priority 2 once, others never; the same alarm never twice. Browsers let it after a press. */
export function useAlarmSound(live: () => LiveAlarms | null) {
  const on = shallowRef(false);
  let context: AudioContext | null = null;
  let heard: ReadonlySet<string> | null = null;
  const unseen = (priority: 1 | 2) =>
    (live()?.window ?? []).filter((a) => a.priority === priority && a.state === 'unacknowledged');

  function sound(priority: 1 | 2) {
    if (!context || !on.value) return;
    for (const [i, hertz] of TONES[priority].entries()) {
      const [tone, gain] = [context.createOscillator(), context.createGain()];
      const at = context.currentTime + i * TONE_S;
      tone.frequency.value = hertz;
      gain.gain.setValueAtTime(0.2, at);
      gain.gain.exponentialRampToValueAtTime(0.001, at + TONE_S);
      tone.connect(gain).connect(context.destination);
      tone.start(at);
      tone.stop(at + TONE_S);
    }
  }
  watch(live, () => {
    const known = heard;
    const [first, second] = [unseen(1), unseen(2)];
    heard = new Set([...first, ...second].map((a) => `${a.id} ${a.count}`));
    // What stood there when the page was opened is on the screen; only what comes is called out.
    const isNew = (a: { id: string; count: number }) => known !== null && !known.has(`${a.id} ${a.count}`);
    if (first.some(isNew)) sound(1);
    else if (second.some(isNew)) sound(2);
  });
  const again = setInterval(() => unseen(1).length > 0 && sound(1), AGAIN_MS);
  onScopeDispose(() => {
    clearInterval(again);
    void context?.close();
  });
  return {
    on,
    turn: () => {
      context ??= new AudioContext();
      void context.resume();
      on.value = !on.value;
      if (on.value) sound(2);
    },
  };
}
