import { BarChart, LineChart, MapChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, TooltipComponent, VisualMapComponent } from 'echarts/components';
import { init, registerMap, use, type ECharts } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

// The only import of ECharts: what is not registered here is not in the bundle.
use([
  ...[LineChart, BarChart, MapChart],
  ...[GridComponent, MarkAreaComponent, TooltipComponent, VisualMapComponent],
  CanvasRenderer,
]);

export type { ECharts };
export { registerMap };

/** Makes a chart on a canvas as sharp as the screen. */
export function makeChart(element: HTMLElement): ECharts {
  return init(element, null, { renderer: 'canvas', devicePixelRatio: window.devicePixelRatio });
}
