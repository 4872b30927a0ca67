import type { RiskMethodRule } from '../../../protocol/risk-grade.js';

const step = (value: number, nameZh: string, nameEn: string) => ({ value, nameZh, nameEn });

/**
 * Methods by day, oldest first; of each the last one that holds is used and named in every grade. A new version is a new line, never a changed one.
 * @source values of L, E, C: the usual LEC tables (handbook §4.2); bounds, "at the bound the higher grade" and the floor: our default, handbook §4.2
 */
export const RISK_METHODS: readonly RiskMethodRule[] = [
  {
    ...{ method: 'ls', version: 1, validFrom: '2000-01-01' },
    likelihood: [
      step(1, '基本不可能', 'practically impossible'),
      step(2, '不太可能', 'unlikely'),
      step(3, '可能', 'possible'),
      step(4, '很可能', 'likely'),
      step(5, '极有可能', 'almost certain'),
    ],
    exposure: null,
    consequence: [
      step(1, '影响很小', 'slight'),
      step(2, '一般', 'minor'),
      step(3, '较大', 'considerable'),
      step(4, '重大', 'major'),
      step(5, '特别重大', 'catastrophic'),
    ],
    least: { red: 20, orange: 15, yellow: 8, blue: 0 },
    floor: { consequence: 5, grade: 'yellow' },
    source: '风险矩阵法（GB/T 27921 风险矩阵）；四色分界与“后果 5 不低于黄”为本系统默认',
  },
  {
    ...{ method: 'lec', version: 1, validFrom: '2000-01-01' },
    likelihood: [
      step(0.1, '实际不可能', 'practically impossible'),
      step(0.2, '极不可能', 'extremely unlikely'),
      step(0.5, '很不可能，可以设想', 'very unlikely, conceivable'),
      step(1, '可能性小，完全意外', 'remote'),
      step(3, '可能，但不经常', 'unusual but possible'),
      step(6, '相当可能', 'quite possible'),
      step(10, '完全可以预料', 'to be expected'),
    ],
    exposure: [
      step(0.5, '非常罕见', 'very rarely'),
      step(1, '每年几次', 'a few times a year'),
      step(2, '每月一次', 'monthly'),
      step(3, '每周一次或偶然', 'weekly or now and then'),
      step(6, '每天工作时间', 'daily during work'),
      step(10, '连续', 'continuously'),
    ],
    consequence: [
      step(1, '引人注目，不利于健康', 'noticeable'),
      step(3, '重大，致残', 'important, disabling'),
      step(7, '严重，重伤', 'serious injury'),
      step(15, '非常严重，一人死亡', 'one death'),
      step(40, '灾难，数人死亡', 'several deaths'),
      step(100, '大灾难，许多人死亡', 'many deaths'),
    ],
    least: { red: 320, orange: 160, yellow: 70, blue: 0 },
    floor: null,
    source: '作业条件危险性评价法（LEC）；四色分界取 320、160、70，界上从高，为本系统默认',
  },
];
