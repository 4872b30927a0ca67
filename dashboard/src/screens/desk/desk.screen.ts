import type { Screen } from '../../screen.js';

export const screen: Screen = {
  name: 'desk',
  path: '/desk',
  title: 'desk.title',
  permission: ['incidents.review', 'incidents.dispatch'],
  frame: 'app',
  nav: 20,
  component: () => import('./Screen.vue'),
};
