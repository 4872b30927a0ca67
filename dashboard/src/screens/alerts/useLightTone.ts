import { onScopeDispose } from 'vue';
import '../../theme/light.css';

/** The writing desk shows the paper as it will look: light while it is open. @source design of the light pages §1 */
export function useLightTone(): void {
  const { dataset } = document.documentElement;
  const before = dataset['tone'];
  dataset['tone'] = 'light';
  onScopeDispose(() => {
    if (before === undefined) delete dataset['tone'];
    else dataset['tone'] = before;
  });
}
