import type { Screen } from '../../screen.js';

export const screen: Screen = {
  name: 'lead',
  path: '/lead',
  title: 'lead.title',
  permission: 'instructions.write',
  frame: 'light',
  nav: 5,
  component: () => import('./Screen.vue'),
};
