import { onScopeDispose, shallowRef, watchEffect } from 'vue';

const KEPT = 'city.field.tone';

/** Light for the sun, dark for the night: the phone's own setting until the officer says otherwise. */
export function useTone() {
  const kept = localStorage.getItem(KEPT);
  const light = shallowRef(
    kept === null ? !window.matchMedia('(prefers-color-scheme: dark)').matches : kept === 'light',
  );
  const root = document.documentElement;
  watchEffect(() => (root.dataset['tone'] = light.value ? 'light' : 'dark'));
  onScopeDispose(() => delete root.dataset['tone']);
  const turn = () => {
    light.value = !light.value;
    localStorage.setItem(KEPT, light.value ? 'light' : 'dark');
  };
  return { light, turn };
}
