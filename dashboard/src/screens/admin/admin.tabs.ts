import { defineAsyncComponent, type Component } from 'vue';
import { TABS, type TabId } from './admin.options.js';

/** Panels by file: the tab `roster` is drawn by the `RosterTab.vue` of one of the folders. */
const found = import.meta.glob<{ default: Component }>('./*/*Tab.vue');

/** The panel of every tab, loaded when it is opened. */
export const PANELS = Object.fromEntries(TABS.map(({ id }) => [id, panelOf(id)])) as Record<TabId, Component>;

function panelOf(id: TabId): Component {
  const name = `/${id[0]?.toUpperCase()}${id.slice(1)}Tab.vue`;
  const load = Object.entries(found).find(([path]) => path.endsWith(name))?.[1];
  if (!load) throw new Error(`the tab ${id} has no ${name.slice(1)}`);
  return defineAsyncComponent(load);
}
