import type { Screen } from '../../screen.js';

export const screen: Screen = {
  name: 'recheck',
  path: '/recheck',
  title: 'recheck.title',
  permission: 'incidents.dispatch',
  frame: 'app',
  nav: 30,
  component: () => import('./Screen.vue'),
};
