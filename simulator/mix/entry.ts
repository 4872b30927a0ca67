import type { Priority } from '../../protocol/observation.js';
import type { Where } from '../ground.js';

/** One type of work as one source reports it. `wet` multiplies its weight at the height of a rainstorm. */
export interface MixEntry {
  type: string;
  weight: number;
  wet?: number;
  priority?: Priority;
  limitHours: number;
  org: string;
  where: Where;
  titles: readonly string[];
  details: readonly string[];
}

/** Who puts it right. Names are ours. */
export const ORG = {
  city: '城市管理局',
  clean: '环卫中心',
  water: '水务局',
  gas: '燃气集团',
  power: '供电公司',
  police: '交警支队',
  market: '市场监管局',
  env: '生态环境局',
  housing: '住房城乡建设局',
  fire: '消防救援支队',
  heat: '供热集团',
  transport: '交通运输局',
} as const;
