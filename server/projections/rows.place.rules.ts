import { cellToChildren, getResolution } from 'h3-js';
import { H3Cell } from '../../protocol/geo.js';
import { areaCorners, MapArea } from '../../protocol/map-area.js';

/** Resolution of the cells on stored rows; coarser ones stand for all of their children. */
const STORED_RES = 9;

/** A cell as the stored ones that it holds, each as PostgreSQL writes a bigint. */
export const cellFilter = H3Cell.refine(
  (cell) => getResolution(cell) >= 7 && getResolution(cell) <= STORED_RES,
  'resolution 7 to 9',
).transform((cell) => cellToChildren(cell, STORED_RES).map((child) => BigInt(`0x${child}`).toString()));

/** An area as PostgreSQL writes a polygon; it closes itself. */
export const areaFilter = MapArea.transform(
  (text) =>
    `(${areaCorners(text)
      .map(([lon, lat]) => `(${lon},${lat})`)
      .join(',')})`,
);
