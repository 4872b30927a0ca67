import { onScopeDispose } from 'vue';
import '../theme/light.css';

/** Puts the page into light colours while the calling scope lives: for reading in an office and on paper. */
export function useLightTone(): void {
  const root = document.documentElement;
  root.dataset['tone'] = 'light';
  onScopeDispose(() => delete root.dataset['tone']);
}
