import type { Screen } from '../../screen.js';

export const screen: Screen = {
  name: 'objects',
  path: '/objects',
  title: 'objects.title',
  permission: 'objects.read',
  frame: 'app',
  nav: 27,
  component: () => import('./Screen.vue'),
};
