import { onMounted, shallowRef } from 'vue';

/** A list that keeps what it last read when reading again fails, and acts that report their fault beside it. */
export function useLoad<T>(read: () => Promise<T>) {
  const data = shallowRef<T | null>(null);
  const fault = shallowRef<unknown>(null);
  const busy = shallowRef(false);

  async function load(): Promise<void> {
    try {
      data.value = await read();
      fault.value = null;
    } catch (error) {
      fault.value = error;
    }
  }

  /** Runs an act and reads again. @returns what the act answered, or null when it was refused (see `fault`) */
  async function run<A>(act: () => Promise<A>): Promise<A | null> {
    busy.value = true;
    try {
      const answer = await act();
      await load();
      return answer;
    } catch (error) {
      fault.value = error;
      return null;
    } finally {
      busy.value = false;
    }
  }

  onMounted(load);
  return { data, fault, busy, load, run };
}
