import type { Screen } from '../../screen.js';

export const screen: Screen = {
  name: 'rows',
  path: '/rows',
  title: 'rows.title',
  permission: 'rows.read',
  frame: 'app',
  component: () => import('./RowsPage.vue'),
};
