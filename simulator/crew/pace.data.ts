import type { Lane } from '../../protocol/procedure.js';

/** Median minutes of the city that invented staff take in a state, by lane and priority 1..4. Shaped so that some 60 new items an hour leave 40 to 100 open. */
export const MEDIAN_MINUTES: Readonly<Record<Exclude<Lane, 'hung'>, readonly [number, number, number, number]>> = {
  review: [1.2, 2, 3, 4],
  dispatch: [0.8, 1.5, 2.5, 3],
  enroute: [1, 1.5, 2.5, 4],
  onsite: [30, 22, 11, 9],
  check: [4, 4, 4, 4],
};

/** Median minutes until a shop has put things right: most do within the hours that follow, the limit is a day. */
export const RECTIFY_MINUTES = 45;

/** Spread of the times: standard deviation of their logarithm; nobody is farther from the median than so many of them. */
export const SPREAD = 0.55;
export const FARTHEST = 2;

/** Share of steps that drag on, and how many times longer they take, by lane: this is what runs over its limit, mostly at the desk. */
export const SLOW = { share: 0.05, times: { review: 14, dispatch: 14, enroute: 6, onsite: 6, check: 6 } } as const;
/** A slow step at night is no more than so many times longer: nobody is forgotten for days. */
export const SLOWEST = 16;

/** At night fewer are on duty and what can wait does: times longer by the hour of the city, for priorities 3 and 4. */
export const BY_HOUR: readonly number[] = [
  3, 3, 3, 3, 3, 3, 1.5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1.5, 2.5,
];

/** Shares of what does not go straight. */
export const TURNS = { reject: 0.05, bounce: 0.03, rework: 0.04, firstOffence: 0.7, hang: 0.01 } as const;

/** Hours that a hung incident waits, at least and at most. */
export const HANG_HOURS = { least: 3, most: 9 } as const;

/** What staff write when they send something back, or give it to a unit beyond its measure. */
export const REASONS = {
  hang: ['产权单位配件未到，到货后处置', '道路施工占用作业面，完工后处置', '需产权单位配合，已约定上门时间'],
  reject: ['现场核实不属实', '视频复核为误报，目标已自行离开', '重复告警，画面中无违规行为'],
  bounce: ['不属本单位职责，建议转派', '车辆故障，无法按时到场', '同时处置多起事件，力量不足'],
  rework: ['照片与现场不符，请重新处置', '仍有遗留堆放物，请清理到位', '现场复核未达标'],
  override: ['无空闲力量，临近时限，越限派单', '值班长口头同意，就近加派'],
} as const;
