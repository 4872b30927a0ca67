import type { Screen } from '../../screen.js';

export const screen: Screen = {
  name: 'kpi',
  path: '/kpi',
  title: 'kpi.title',
  permission: 'rows.text',
  frame: 'light',
  nav: 60,
  component: () => import('./Screen.vue'),
};
