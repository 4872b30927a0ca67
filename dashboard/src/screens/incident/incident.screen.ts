import type { Screen } from '../../screen.js';

export const screen: Screen = {
  name: 'incident',
  path: '/i/:no',
  title: 'incident.title',
  permission: 'incidents.read',
  frame: 'app',
  component: () => import('./Screen.vue'),
};
