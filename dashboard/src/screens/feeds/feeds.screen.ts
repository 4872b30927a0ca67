import type { Screen } from '../../screen.js';

export const screen: Screen = {
  name: 'feeds',
  path: '/feeds',
  title: 'feeds.title',
  permission: 'ops.read',
  frame: 'app',
  nav: 80,
  component: () => import('./Screen.vue'),
};
