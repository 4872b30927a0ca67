import { typedIn } from '@protocol/pinyin';
import type { Incident } from '@protocol/incident';
import { computed, watch, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { useCity } from '../../api/city.js';
import { shortNo } from '../../incidents/limit.rules.js';
import { isPlain } from './acts.rules.js';
import { isNo, parseCommand, VERBS, type Verb } from './command.rules.js';
import type { Desk } from './useDesk.js';

/** Something the typed words can mean: what it is, what will happen, and doing it (null: it cannot be done). */
export interface Suggestion {
  id: string;
  words: string;
  consequence: string;
  run: (() => unknown) | null;
}
const SHOWN = 6;

/** What the command line offers for what has been typed, each with its consequence. A number chooses its incident at once. */
export function useCommands(text: Readonly<Ref<string>>, desk: Desk) {
  const { t } = useI18n();
  const router = useRouter();
  const { typeName } = useCity();
  const { dispatch, acts, queue } = desk;
  const command = computed(() => parseCommand(text.value));
  const byNo = (said: string): Incident | undefined =>
    [...queue.store.rows.values()].find((row) => isNo(said, row.incident.no))?.incident;

  watch(
    () => command.value.no,
    (no) => {
      const found = no === null ? undefined : byNo(no);
      if (found) desk.choose(found.id);
    },
  );

  const titleOf = (of: Incident) => of.title ?? typeName(of.type);
  const head = (verb: Verb, of: Incident) => `${t(`desk.verb.${verb}`)} ${shortNo(of.no)}`;
  const nothing = (words: string): Suggestion[] => [{ id: 'none', words: text.value, consequence: words, run: null }];

  function send(of: Incident, typed: string): Suggestion[] {
    const offers = new Map(dispatch.recommendation.value?.units.map((u) => [u.unit, u]));
    const matches = dispatch.units.value
      .flatMap((unit) => {
        const place = Math.min(...[unit.nameZh, unit.nameEn, unit.id].map((name) => typedIn(name, typed) ?? 99));
        return place === 99 ? [] : [{ unit, place, offer: offers.get(unit.id) }];
      })
      .sort((a, b) => (typed === '' ? 0 : a.place - b.place) || (a.offer?.rank ?? 999) - (b.offer?.rank ?? 999));
    if (matches.length === 0) return nothing(t('desk.say.noUnit', { typed }));
    return matches.slice(0, SHOWN).map(({ unit, offer }) => ({
      id: unit.id,
      words: `${head('send', of)} ${dispatch.nameOf(unit.id)}`,
      consequence: t(offer?.etaMinutes == null ? 'desk.say.send' : 'desk.say.sendEta', {
        title: titleOf(of),
        n: offer?.etaMinutes ?? 0,
        status: t(`words.unitStatus.${unit.status}`),
      }),
      run: offer && !offer.able ? null : () => dispatch.send([unit.id]),
    }));
  }
  function merge(of: Incident, typed: string): Suggestion[] {
    const into = typed === '' ? undefined : byNo(typed);
    if (!into || into.id === of.id) return nothing(t('desk.say.mergeInto'));
    const words = `${head('merge', of)} ${shortNo(into.no)}`;
    return [
      { id: into.id, words, consequence: t('desk.say.merge', { title: titleOf(into) }), run: () => acts.merge(into) },
    ];
  }
  function grade(of: Incident, typed: string): Suggestion[] {
    const [, digit, reason = ''] = /^([1-4])\s*(.*)$/.exec(typed) ?? [];
    if (!digit) return nothing(t('desk.say.gradeTo'));
    const priority = Number(digit) as 1 | 2 | 3 | 4;
    const words = `${head('grade', of)} ${digit} ${reason}`;
    const run = reason === '' ? null : () => acts.grade({ priority }, reason);
    const to = t(`words.priority.${priority}`);
    return [{ id: digit, words, consequence: t(run ? 'desk.say.grade' : 'desk.say.gradeWhy', { to }), run }];
  }
  function move(verb: 'sign' | 'close', of: Incident): Suggestion[] {
    const act = acts.acts.value.find((a) => a.key === (verb === 'sign' ? 'S' : 'C'));
    if (!act) return nothing(t('desk.say.notNow'));
    const consequence = isPlain(act.needs) ? acts.nameOf(act) : t('desk.say.asks', { what: acts.nameOf(act) });
    return [{ id: verb, words: head(verb, of), consequence, run: () => acts.press(act) }];
  }
  const verbs = (typed: string): Suggestion[] =>
    (Object.keys(VERBS) as Verb[])
      .filter((verb) => typed === '' || VERBS[verb].some((word) => word.startsWith(typed)))
      .map((verb) => ({
        id: verb,
        words: `${VERBS[verb][0]} · ${VERBS[verb][1]}`,
        consequence: t(`desk.usage.${verb}`),
        run: null,
      }));

  /** What can be done without an incident; null for everything else. */
  function general(verb: Verb | null, rest: string): Suggestion[] | null {
    const find = (q: string) => () => (desk.url.q.value = q);
    if (verb === 'find')
      return [{ id: 'find', words: text.value, consequence: t('desk.say.find', { q: rest }), run: find(rest) }];
    if (verb !== null) return null;
    const known = verbs(rest);
    if (known.length > 0) return known;
    return [{ id: 'find', words: rest, consequence: t('desk.say.find', { q: rest }), run: find(rest) }];
  }

  return computed((): Suggestion[] => {
    const { verb, no, rest } = command.value;
    const free = general(verb, rest);
    if (free) return free;
    const of = no === null ? desk.incident.value : byNo(no);
    if (!of) return nothing(t('desk.say.noIncident', { no: no ?? '' }));
    if (verb === 'send') return send(of, rest);
    if (verb === 'merge') return merge(of, rest);
    if (verb === 'grade') return grade(of, rest);
    if (verb === 'sign' || verb === 'close') return move(verb, of);
    if (verb === 'open')
      return [{ id: 'open', words: head('open', of), consequence: titleOf(of), run: () => router.push(`/i/${of.no}`) }];
    const run = rest === '' ? null : () => acts.comment(rest);
    return [
      {
        id: 'note',
        words: `${head('note', of)} ${rest}`,
        consequence: t('desk.say.note', { title: titleOf(of) }),
        run,
      },
    ];
  });
}
