import { useI18n } from 'vue-i18n';
import { useCity } from '../../api/city.js';
import { useSpan } from '../../i18n/useSpan.js';
import type { Concern } from './concerns.rules.js';

/** Words for a concern: short in the sentence, whole on its card. */
export function useConcernWords() {
  const { t } = useI18n();
  const { areaName, typeName, vitalName, unitName } = useCity();
  const span = useSpan();

  function values({ incident, warning, vital, usual, n }: Concern, nowMs: number): Record<string, string | number> {
    const overMs = incident?.limitAt ? nowMs - Date.parse(incident.limitAt) : 0;
    const shown = (v: number) => (vital ? v.toFixed(vital.sign.decimals) : String(Math.round(v)));
    return {
      n,
      ...(incident && { district: areaName(incident.district), type: typeName(incident.type) }),
      // Minutes are enough: seconds would be wrong before they are read.
      span: span(Math.max(0, Math.floor(overMs / 60_000) * 60)),
      name: warning?.nameZh ?? (vital ? vitalName(vital.sign.id) : ''),
      ...(vital && { value: shown(vital.value), unit: unitName(vital.sign.unit) }),
      ...(usual && { low: shown(usual[0]), high: shown(usual[1]) }),
    };
  }
  return {
    phrase: (concern: Concern) => t(`lead.sentence.${concern.kind}`, values(concern, 0)),
    title: (concern: Concern, nowMs: number) => t(`lead.card.${concern.kind}`, values(concern, nowMs)),
    span,
  };
}
