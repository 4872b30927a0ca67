import type { Attachment } from '@protocol/incident';

/** How large a photo is shown: from all of it to eight times. */
export const ZOOM = { least: 1, most: 8, step: 1.5 };

/** The next size in or out, within bounds. */
export function zoomed(scale: number, by: 1 | -1): number {
  return Math.min(ZOOM.most, Math.max(ZOOM.least, by > 0 ? scale * ZOOM.step : scale / ZOOM.step));
}

/** The photo to hold against one: of an after photo the newest before it was taken on, of any other the newest after. */
export function counterpart(photos: readonly Attachment[], shown: Attachment): number {
  const wanted = shown.kind === 'after' ? ['before', 'near', 'far'] : ['after'];
  return photos.findLastIndex((photo) => wanted.includes(photo.kind));
}
