import type { Screen } from '../../screen.js';

export const screen: Screen = {
  name: 'instructions',
  path: '/instructions',
  title: 'instructions.title',
  permission: 'instructions.read',
  frame: 'light',
  nav: 62,
  component: () => import('./Screen.vue'),
};
