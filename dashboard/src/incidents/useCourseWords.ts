import type { CourseLine } from '@protocol/incident';
import { useI18n } from 'vue-i18n';
import { useCity } from '../api/city.js';
import { useProcedures, type ByProcedure } from '../api/procedures.js';

/** Words for the lines of a course. A kind of entry without words stands for itself. */
export function useCourseWords() {
  const { t, te } = useI18n();
  const { sourceName } = useCity();
  const { moveName, stateName } = useProcedures();

  function words(line: CourseLine, of: ByProcedure): string {
    if (line.type === 'incident.moved' && line.from !== null && line.to !== null)
      return t('incidents.course.moved', { what: moveName(of, line.from, line.what), to: stateName(of, line.to) });
    const keys = [`incidents.course.${line.type}.${line.what}`, `incidents.course.${line.type}`];
    const known = keys.map((key) => key.replaceAll('-', '_')).find((key) => te(key) || te(key, 'zh-CN'));
    return known ? t(known) : line.what;
  }
  return {
    words,
    /** Who did it: the source for what opened it, a person by name, else the service. */
    by: (line: CourseLine, source: string) => {
      if (line.type === 'incident.opened') return sourceName(source);
      return line.by === null || line.by.startsWith('@') ? t('incidents.service') : line.by;
    },
  };
}
