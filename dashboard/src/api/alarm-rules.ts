import type { AlarmRule } from '@protocol/alarm-rule';
import { computed, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { readAlarmRules } from './alarms.js';

const rules = shallowRef<readonly AlarmRule[]>([]);
let loading: Promise<void> | null = null;

/** The names of rules and causes in the reader's language; read once, and again by the next who asks when that failed. */
export function useAlarmRules() {
  const { locale, t } = useI18n();
  loading ??= readAlarmRules().then(
    (answer) => void (rules.value = answer.rules),
    () => void (loading = null),
  );
  const byId = computed(() => new Map(rules.value.map((rule) => [rule.id, rule])));
  const isEnglish = () => locale.value === 'en';
  return {
    ruleName: (id: string) => {
      const rule = byId.value.get(id);
      return rule ? (isEnglish() ? rule.nameEn : rule.nameZh) : id;
    },
    action: (id: string) => {
      const rule = byId.value.get(id);
      return rule ? (isEnglish() ? rule.actionEn : rule.actionZh) : '';
    },
    causeName: (cause: string) => {
      if (cause === 'other') return t('alarms.otherCauses');
      const rule = rules.value.find((r) => r.cause === cause);
      return rule ? (isEnglish() ? rule.causeEn : rule.causeZh) : cause;
    },
    /** Whether an alarm of this rule can become an incident by itself knowing of what type. */
    canRefer: (id: string) => (byId.value.get(id)?.incidentType ?? null) !== null,
  };
}
