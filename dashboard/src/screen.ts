import type { Permission } from '@protocol/identity';
import type { Component } from 'vue';

/** How a screen registers itself: `screens/<name>/<name>.screen.ts` exports one as `screen`. */
export interface Screen {
  name: string;
  /** Route path, or several that show the same component. */
  path: string | string[];
  /** i18n key of the title, e.g. `wall.title`. */
  title: string;
  /** `public` needs no account, `signed-in` any account; of several permissions one is enough. */
  permission: Permission | readonly Permission[] | 'public' | 'signed-in';
  /** `app` has the top bar with navigation; `light` is for reading and writing in an office or on a phone; `bare` fills the page itself. */
  frame: 'app' | 'light' | 'bare';
  /** Opens without the service too, for whoever was signed in here; it says itself what it cannot know. */
  offline?: true;
  /** Place in the navigation, left to right; left out: not in it. */
  nav?: number;
  /** One or two letters shown as the screen's key in the navigation. */
  icon?: string;
  component: () => Promise<{ default: Component }>;
}

const found = import.meta.glob<{ screen: Screen }>('./screens/*/*.screen.ts', { eager: true });

/** All screens, found in their folders. */
export const screens: readonly Screen[] = Object.values(found).map((m) => m.screen);

/** Tells whether an account that is signed in may open a screen. */
export function mayOpen(screen: Screen, can: (permission: Permission) => boolean): boolean {
  if (screen.permission === 'public' || screen.permission === 'signed-in') return true;
  return [screen.permission].flat().some((permission) => can(permission as Permission));
}
