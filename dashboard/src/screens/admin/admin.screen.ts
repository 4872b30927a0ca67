import type { Screen } from '../../screen.js';

export const screen: Screen = {
  name: 'admin',
  path: '/admin',
  title: 'admin.title',
  permission: [
    'accounts.manage',
    'sources.manage',
    'catalogue.manage',
    'deadletters.manage',
    'units.manage',
    'audit.read',
  ],
  frame: 'app',
  nav: 90,
  component: () => import('./Screen.vue'),
};
