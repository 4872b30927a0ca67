import type { Screen } from '../../screen.js';

export const screen: Screen = {
  name: 'wall',
  path: ['/wall', '/wall/:id'],
  title: 'wall.title',
  permission: 'situation.read',
  frame: 'bare',
  nav: 10,
  icon: 'W',
  component: () => import('./Wall.vue'),
};
