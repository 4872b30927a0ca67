import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { can } from '../api/session.js';
import { mayOpen, screens, type Screen } from '../screen.js';

/** The screens that who is signed in may open, in order: those of one's own frame, and the others. */
export function useNavigation(frame: Screen['frame']) {
  const { t } = useI18n();
  const open = computed(() =>
    screens
      .filter((s) => s.nav !== undefined && mayOpen(s, can))
      .sort((a, b) => (a.nav ?? 0) - (b.nav ?? 0))
      .map((s) => ({ to: [s.path].flat()[0] ?? '/', title: t(s.title), isOwn: s.frame === frame })),
  );
  return {
    all: open,
    own: computed(() => open.value.filter((s) => s.isOwn)),
    others: computed(() => open.value.filter((s) => !s.isOwn)),
  };
}
