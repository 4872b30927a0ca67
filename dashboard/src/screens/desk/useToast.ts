import { onScopeDispose, shallowRef } from 'vue';
import { UNDO_MS } from './desk.options.js';

/** What has just been done or refused, with the way to take it back while there is one. */
export interface Toast {
  text: string;
  tone: 'done' | 'refused';
  undo: (() => Promise<void>) | null;
  /** When it can no longer be taken back, by the page's own clock. */
  untilMs: number;
}

/** One message at a time; it goes when its time is over. */
export function useToast() {
  const toast = shallowRef<Toast | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function say(text: string, tone: Toast['tone'] = 'done', undo: Toast['undo'] = null) {
    clearTimeout(timer);
    toast.value = { text, tone, undo, untilMs: performance.now() + UNDO_MS };
    timer = setTimeout(() => (toast.value = null), UNDO_MS);
  }
  async function undo() {
    const last = toast.value;
    if (!last?.undo) return;
    toast.value = null;
    await last.undo();
  }
  onScopeDispose(() => clearTimeout(timer));
  return { toast, say, undo };
}
