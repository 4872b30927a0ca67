import type { Screen } from '../../screen.js';

export const screen: Screen = {
  name: 'field',
  path: '/field',
  title: 'field.title',
  permission: 'incidents.act',
  frame: 'bare',
  offline: true,
  component: () => import('./Field.vue'),
};
