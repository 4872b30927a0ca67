import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import { onUnauthorized } from './api/http.js';
import { can, loadMe, me, openDisplay, unreachable } from './api/session.js';
import { mayOpen, screens, type Screen } from './screen.js';

declare module 'vue-router' {
  interface RouteMeta {
    screen?: Screen;
  }
}

const SIGN_IN = '/signin';

const routes: RouteRecordRaw[] = screens.map((screen) => {
  const [path = '/', ...alias] = [screen.path].flat();
  return { path, alias, name: screen.name, component: screen.component, meta: { screen } };
});

export const router = createRouter({
  history: createWebHistory(),
  routes: [{ path: '/', redirect: '/wall' }, ...routes, { path: '/:rest(.*)*', redirect: '/wall' }],
});

router.beforeEach(async (to) => {
  const { screen } = to.meta;
  if (!screen || screen.permission === 'public') return true;
  // A display link is `/wall/:id#token`: the token becomes a cookie and leaves the address.
  if (screen.name === 'wall' && to.hash.length > 1 && (await openDisplay(to.hash.slice(1)))) return { ...to, hash: '' };
  if (!me.value) await loadMe();
  if (!me.value && unreachable.value && screen.offline) return true;
  if (!me.value) return { path: SIGN_IN, query: { next: to.fullPath } };
  if (mayOpen(screen, can)) return true;
  return to.path === '/wall' ? { path: SIGN_IN } : '/wall';
});

onUnauthorized(() => {
  me.value = null;
  const { fullPath, meta } = router.currentRoute.value;
  if (meta.screen?.permission === 'public') return;
  void router.replace({ path: SIGN_IN, query: { next: fullPath } });
});
