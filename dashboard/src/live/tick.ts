import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';

/** Screens draw once a second. @source contract: frames <= 4/s, screens draw <= 1/s */
const TICK_MS = 1000;

const runs = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Runs `draw` once a second while the page is visible, and at once when it becomes visible again. */
export function onTick(draw: () => void): void {
  runs.add(draw);
  timer ??= start();
  onScopeDispose(() => runs.delete(draw));
}

/** The page's monotonic clock in ms, moved by the tick, so that ages are drawn with everything else. */
export function useTick(): Readonly<ShallowRef<number>> {
  const at = shallowRef(performance.now());
  onTick(() => (at.value = performance.now()));
  return at;
}

function start(): ReturnType<typeof setInterval> {
  document.addEventListener('visibilitychange', draw);
  return setInterval(draw, TICK_MS);
}

// A hidden tab draws nothing; the stores keep only the newest state meanwhile.
function draw(): void {
  if (document.hidden) return;
  for (const run of runs) run();
}
