import type { Screen } from '../../screen.js';

export const screen: Screen = {
  name: 'risk',
  path: '/risk',
  title: 'risk.title',
  permission: 'situation.read',
  frame: 'app',
  nav: 21,
  component: () => import('./Screen.vue'),
};
