import type { Screen } from '../../screen.js';

export const screen: Screen = {
  name: 'signals',
  path: '/signals',
  title: 'signals.title',
  permission: 'signals.read',
  frame: 'app',
  nav: 45,
  component: () => import('./Screen.vue'),
};
