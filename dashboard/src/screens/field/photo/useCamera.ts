import { MAX_PHOTO } from '@protocol/file';
import type { PhotoKind } from '@protocol/incident';
import { shallowRef } from 'vue';
import type { Task } from '../tasks.options.js';
import type { Field } from '../useField.js';

/** A position older than this says nothing of where a photo is taken, ms. */
const FIX_LASTS_MS = 60_000;

/** Takes what the camera gives and puts it on the phone's disk; the queue does the rest. `fault`: the code of what is wrong with the photo. */
export function useCamera({ clock, position, act }: Pick<Field, 'clock' | 'position' | 'act'>) {
  const fault = shallowRef<'file/too-large' | 'field/not-kept' | null>(null);
  const take = async (task: Task, kind: PhotoKind, photo: File): Promise<void> => {
    fault.value = photo.size > MAX_PHOTO ? 'file/too-large' : null;
    if (fault.value !== null) return;
    const fix = position.fix.value;
    const near = fix !== null && Date.now() - fix.atMs < FIX_LASTS_MS ? fix : null;
    try {
      await act(task, 'photo', {
        shot: {
          ...{ bytes: await photo.arrayBuffer(), type: photo.type || 'image/jpeg', kind, file: null },
          ...{ takenAt: new Date(clock.nowMs.value).toISOString(), lon: near?.lon ?? null, lat: near?.lat ?? null },
        },
      });
      // Asks the browser not to clear the phone's store when space runs short.
      void navigator.storage?.persist?.();
    } catch {
      // The phone is full, or keeps nothing in this window.
      fault.value = 'field/not-kept';
    }
  };
  return { take, fault };
}
