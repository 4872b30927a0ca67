import type { Map as MapLibre } from 'maplibre-gl';
import { COLOURS } from '../theme/colours.js';
import { SEVERITY_PATH } from '../ui/severity.js';

type Pen = CanvasRenderingContext2D;
/** A mark of the map: its side at 16 px a rem, and how it is drawn on a field of 16 x 16. */
interface Mark {
  side: number;
  draw(pen: Pen): void;
}

const GRADES = { red: 1, orange: 2, yellow: 3, blue: 4 } as const;
const hollow = (grade: keyof typeof GRADES): Mark => ({
  side: 15,
  draw: (pen) => stroked(pen, new Path2D(SEVERITY_PATH[GRADES[grade]]), COLOURS[`p${GRADES[grade]}`]),
});

/** Filled is an incident, hollow a risk point, square a sensor, arrow a unit; the shape says how bad. @source docs of screens, §2.1 */
const MARKS: Readonly<Record<string, Mark>> = {
  'point-red': hollow('red'),
  'point-orange': hollow('orange'),
  'point-yellow': hollow('yellow'),
  'point-blue': hollow('blue'),
  'sensor-ok': { side: 8, draw: (pen) => filled(pen, new Path2D('M5 5h6v6H5z'), COLOURS.norm) },
  'sensor-alarm': {
    side: 15,
    draw: (pen) => {
      stroked(pen, new Path2D('M2 2h12v12H2z'), COLOURS.p1);
      filled(pen, new Path2D('M5 5h6v6H5z'), COLOURS.p1);
    },
  },
  'sensor-no-data': { side: 14, draw: (pen) => struck(pen, COLOURS.stale, [3, 2]) },
  'sensor-faulty': { side: 14, draw: (pen) => struck(pen, COLOURS.p3, []) },
  'sensor-disabled': { side: 12, draw: (pen) => struck(pen, COLOURS.low, [2, 2]) },
  unit: { side: 12, draw: (pen) => filled(pen, new Path2D('M2 3l12 5-12 5z'), COLOURS.hi) },
  watch: {
    side: 18,
    draw: (pen) => {
      filled(pen, new Path2D('M8 1a7 7 0 1 0 0 14A7 7 0 1 0 8 1z'), COLOURS.bg);
      stroked(pen, new Path2D('M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 1 0 8 1.8z'), COLOURS.acc);
    },
  },
};
const HATCH_SIDE = 12;

/** Adds the marks of the risk map and the hatch of cells that are not known to be calm. @param k root factor */
export function addRiskImages(map: MapLibre, k: number): void {
  const pixelRatio = window.devicePixelRatio;
  for (const [name, { side, draw }] of Object.entries(MARKS))
    map.addImage(name, picture(side * k * pixelRatio, draw), { pixelRatio });
  map.addImage('hatch', picture(HATCH_SIDE * pixelRatio, hatched), { pixelRatio });
}

function picture(size: number, draw: (pen: Pen) => void): ImageData {
  const canvas = document.createElement('canvas');
  const side = (canvas.width = canvas.height = Math.ceil(size));
  const pen = canvas.getContext('2d') as Pen;
  pen.scale(side / 16, side / 16);
  draw(pen);
  return pen.getImageData(0, 0, side, side);
}

/** With a dark rim, so that a mark is seen on every ground. */
function stroked(pen: Pen, path: Path2D, colour: string, dash: number[] = []): void {
  pen.setLineDash([]);
  pen.strokeStyle = COLOURS.bg;
  pen.lineWidth = 4;
  pen.stroke(path);
  pen.setLineDash(dash);
  pen.strokeStyle = colour;
  pen.lineWidth = 2;
  pen.stroke(path);
}

function filled(pen: Pen, path: Path2D, colour: string): void {
  pen.setLineDash([]);
  pen.fillStyle = colour;
  pen.fill(path);
  pen.strokeStyle = COLOURS.bg;
  pen.lineWidth = 1;
  pen.stroke(path);
}

function struck(pen: Pen, colour: string, dash: number[]): void {
  stroked(pen, new Path2D('M2.5 2.5h11v11h-11z'), colour, dash);
  stroked(pen, new Path2D('M3.5 12.5l9-9'), colour);
}

function hatched(pen: Pen): void {
  pen.strokeStyle = COLOURS.stale;
  pen.lineWidth = 1.6;
  pen.globalAlpha = 0.75;
  pen.stroke(new Path2D('M-2 2l4-4M0 16L16 0M14 18l4-4'));
}
