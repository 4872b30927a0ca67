import type { Screen } from '../../screen.js';

export const screen: Screen = {
  name: 'alarms',
  path: '/alarms',
  title: 'alarms.title',
  permission: 'alarms.read',
  frame: 'app',
  nav: 22,
  component: () => import('./Screen.vue'),
};
