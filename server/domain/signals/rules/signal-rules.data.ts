import type { SignalRule } from '../../../../protocol/signal.js';

/**
 * Rules that a city begins with. None is live before it was tried on the city's own past and somebody put it in force.
 * @source handbook §4.5 (rain, PM2.5), §8.3 (channels that agree in place and time), §8.4 (EARS); windows and counts are ours
 */
export const BUILT_IN_SIGNAL_RULES: readonly SignalRule[] = [
  {
    ...{
      id: 'waterlogging-points',
      kind: 'multi-point',
      nameZh: '积水多点触发',
      nameEn: 'Flooding from several sources',
    },
    ...{
      k: 3,
      channels: 2,
      windowMinutes: 60,
      grade: 2,
      types: ['nat.flood', 'sudden.', 'complaint.drainage', 'complaint.road.damage'],
    },
    readings: [{ metric: 'level', atLeast: 15 }, { metric: 'rain', atLeast: 20 }], // prettier-ignore
    ...{ outcome: ['nat.flood', 'sudden.'], horizonHours: 6 },
  },
  {
    ...{ id: 'gas-points', kind: 'multi-point', nameZh: '燃气异常多点触发', nameEn: 'Gas from several sources' },
    ...{ k: 2, channels: 2, windowMinutes: 120, grade: 1, types: ['complaint.gas', 'acc.infra.gas'] },
    ...{ readings: [{ metric: 'ch4', atLeast: 10 }], outcome: ['acc.infra.gas', 'acc.fire'], horizonHours: 24 },
  },
  {
    ...{ id: 'rain', kind: 'threshold', nameZh: '降雨达到等级', nameEn: 'Rain reaches a grade' },
    columns: [{ metric: 'rain', hours: 1, fold: 'max' }, { metric: 'rain', hours: 24, fold: 'mean' }], // prettier-ignore
    // Millimetres an hour: short heavy rain is 20; 50, 100 and 250 mm in 24 hours are means of 2.1, 4.2 and 10.4.
    rows: [
      { grade: 1, atLeast: [100, 250 / 24] },
      { grade: 2, atLeast: [50, 100 / 24] },
      { grade: 3, atLeast: [20, 50 / 24] },
    ],
    ...{ outcome: ['nat.', 'sudden.'], horizonHours: 12 },
  },
  {
    ...{ id: 'complaints-rise', kind: 'ears', nameZh: '诉求量异常', nameEn: 'Unusually many complaints' },
    ...{ method: 'C2', baseline: 7, minSigma: 1, least: 5, types: ['complaint.'], grade: 3 },
    ...{ outcome: ['nat.', 'acc.', 'health.', 'sudden.'], horizonHours: 48 },
  },
];
