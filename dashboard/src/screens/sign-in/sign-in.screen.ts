import type { Screen } from '../../screen.js';

export const screen: Screen = {
  name: 'sign-in',
  path: ['/sign-in', '/signin'],
  title: 'sign-in.title',
  permission: 'public',
  frame: 'bare',
  component: () => import('./Screen.vue'),
};
