import type { MixEntry } from './mix/entry.js';
import { HOTLINE } from './mix/hotline.data.js';
import { GRID } from './mix/grid.data.js';
import { VIDEO } from './mix/video.data.js';
import { SNAP } from './mix/snap.data.js';

/** Source -> what it reports. */
export const TYPE_MIX: Readonly<Record<string, readonly MixEntry[]>> = {
  '12345-hotline': HOTLINE,
  grid: GRID,
  video: VIDEO,
  snap: SNAP,
};
