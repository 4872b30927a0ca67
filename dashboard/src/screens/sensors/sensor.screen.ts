import type { Screen } from '../../screen.js';

export const screen: Screen = {
  name: 'sensor',
  path: '/sensors/:id',
  title: 'sensors.one',
  permission: 'alarms.read',
  frame: 'app',
  component: () => import('./Screen.vue'),
};
