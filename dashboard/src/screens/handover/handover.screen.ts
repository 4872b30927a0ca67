import type { Screen } from '../../screen.js';

export const screen: Screen = {
  name: 'handover',
  path: '/handover',
  title: 'handover.title',
  permission: 'handover.read',
  frame: 'app',
  nav: 35,
  component: () => import('./Screen.vue'),
};
