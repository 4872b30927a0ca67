import type { Screen } from '../../screen.js';

export const screen: Screen = {
  name: 'register',
  path: '/register',
  title: 'register.title',
  permission: 'objects.read',
  frame: 'app',
  nav: 28,
  component: () => import('./Screen.vue'),
};
