import type { Lane } from '../../protocol/procedure.js';

/** Median minutes of the city that invented staff take in a lane, by priority 1..4. Shaped so that some 60 new items an hour leave 40 to 100 open. */
export const MEDIAN_MINUTES: Readonly<Record<Exclude<Lane, 'hung'>, readonly [number, number, number, number]>> = {
  review: [1.2, 2, 3.5, 5],
  dispatch: [0.8, 1.5, 3, 4],
  enroute: [1, 1.5, 3, 5],
  onsite: [40, 28, 18, 14],
  check: [6, 6, 8, 8],
};

/** Median minutes until a shop has put things right: most do within the afternoon, the limit is a day. */
export const RECTIFY_MINUTES = 150;

/** Spread of the times: standard deviation of their logarithm. */
export const SPREAD = 0.55;

/** Share of work that drags on, and how many times longer it takes: this is what runs over its limit. */
export const SLOW = { share: 0.05, times: 7 } as const;

/** Shares of what does not go straight. */
export const TURNS = { reject: 0.05, bounce: 0.03, rework: 0.04, firstOffence: 0.7 } as const;

/** What staff write when they send something back. */
export const REASONS = {
  reject: ['现场核实不属实', '视频复核为误报，目标已自行离开', '重复告警，画面中无违规行为'],
  bounce: ['不属本单位职责，建议转派', '车辆故障，无法按时到场', '同时处置多起事件，力量不足'],
  rework: ['照片与现场不符，请重新处置', '仍有遗留堆放物，请清理到位', '现场复核未达标'],
} as const;
