import type { Screen } from '../../screen.js';

export const screen: Screen = {
  name: 'sensors',
  path: '/sensors',
  title: 'sensors.title',
  permission: 'alarms.read',
  frame: 'app',
  nav: 23,
  component: () => import('./List.vue'),
};
