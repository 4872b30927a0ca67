import type { Screen } from '../../screen.js';

export const screen: Screen = {
  name: 'units',
  path: '/units',
  title: 'units.title',
  permission: 'units.read',
  frame: 'app',
  nav: 25,
  component: () => import('./Screen.vue'),
};
