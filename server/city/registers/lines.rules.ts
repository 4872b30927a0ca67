import type { LineShape } from './line.rules.js';

/** Columns of a line of objects (docs/protocol.md §Objects). */
export const OBJECT_LINE: LineShape = {
  numbers: ['lon', 'lat'],
  groups: {
    location: { lon: 'lon', lat: 'lat', crs: 'crs' },
    contact: { contactPhone: 'phone', contactName: 'name' },
  },
};

/** Columns of a line of risk points (docs/protocol.md §Risk points). */
export const RISK_POINT_LINE: LineShape = {
  numbers: ['lon', 'lat', 'likelihood', 'exposure', 'consequence'],
  groups: {
    location: { lon: 'lon', lat: 'lat', crs: 'crs' },
    assessment: { method: 'method', likelihood: 'likelihood', exposure: 'exposure', consequence: 'consequence' },
    owner: { ownerPhone: 'phone', ownerName: 'name' },
  },
  lists: { controls: controlsOf },
  told: ['grade', 'score'],
};

/** Controls stand as `kind:text` separated by semicolons; a kind without text says nothing. */
function controlsOf(cell: string): unknown[] {
  return cell
    .split(';')
    .filter((part) => !/^\s*([a-z]+:\s*)?$/.test(part))
    .map((part) => {
      const at = part.indexOf(':');
      return { kind: part.slice(0, Math.max(0, at)).trim(), text: part.slice(at + 1).trim() };
    });
}
