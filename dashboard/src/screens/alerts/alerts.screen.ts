import type { Screen } from '../../screen.js';

export const screen: Screen = {
  name: 'alerts',
  path: ['/alerts', '/alerts/:id'],
  title: 'alerts.title',
  permission: 'alerts.read',
  frame: 'app',
  nav: 75,
  component: () => import('./Screen.vue'),
};
