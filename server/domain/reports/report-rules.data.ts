import type { EventLevel } from '../../../protocol/incident.js';
import type { ReportRule } from '../../../protocol/report.js';

const NOTICE = '某市关于信息报告时限的通知（电话 15/30 分钟，书面 30/60 分钟）';
const UPWARD = '某市信息报告规定：特别重大、重大 2 小时内，较大 3 小时内报省';
const DEFAULT = 'city-brain default';
const HEALTH = '突发公共卫生事件网络直报：2 小时';
const CITY = { toZh: '市委市政府总值班室', toEn: 'City duty office' };
const PROVINCE = { toZh: '省政府总值班室', toEn: 'Province duty office' };
const NETWORK = { toZh: '中国疾病预防控制信息系统', toEn: 'Public-health reporting network' };
const NEVER_ENDING = { type: null, effectiveFrom: null, effectiveTo: null };

type Length = readonly [minutes: number, source: string];

/**
 * What every city starts from, for event levels Ⅰ to Ⅲ; Ⅳ asks for nothing. Rows of table `report_rule`: a city changes them there.
 * None is law; each names where it was seen.
 */
export const BUILT_IN_REPORT_RULES: readonly ReportRule[] = [
  ...level(1, { phone: 15, written: 30, upward: 120, followup: [120, DEFAULT] }),
  ...level(2, { phone: 15, written: 30, upward: 120, followup: [120, DEFAULT] }),
  ...level(3, { phone: 30, written: 60, upward: 180, followup: [240, DEFAULT] }),
];

function level(
  of: EventLevel,
  { phone, written, upward, followup }: { phone: number; written: number; upward: number; followup: Length },
): ReportRule[] {
  const rule = (
    id: string,
    over: Pick<ReportRule, 'kind' | 'channel' | 'start' | 'toZh' | 'toEn'> & { type?: string },
    [minutes, source]: Length,
  ): ReportRule => ({ ...NEVER_ENDING, ...over, id: `${id}.${of}`, level: of, minutes, source });
  return [
    rule('first.phone', { kind: 'first', channel: 'phone', start: 'received', ...CITY }, [phone, NOTICE]),
    rule('first.written', { kind: 'first', channel: 'written', start: 'received', ...CITY }, [written, NOTICE]),
    rule('first.province', { kind: 'first', channel: 'written', start: 'received', ...PROVINCE }, [upward, UPWARD]),
    rule('first.health', { kind: 'first', channel: 'network', start: 'received', type: 'health', ...NETWORK }, [
      120,
      HEALTH,
    ]),
    rule('followup', { kind: 'followup', channel: 'written', start: 'previous', ...CITY }, followup),
    rule('final', { kind: 'final', channel: 'written', start: 'closed', ...CITY }, [24 * 60, DEFAULT]),
  ];
}
