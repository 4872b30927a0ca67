/** What the command line does. */
export type Verb = 'send' | 'merge' | 'grade' | 'find' | 'sign' | 'note' | 'close' | 'open';

/** Words of each verb: the Chinese one, its pinyin initial, English. The first two are shown. */
export const VERBS: Readonly<Record<Verb, readonly string[]>> = {
  send: ['派', 'p', 'send'],
  sign: ['签', 'q', 'sign'],
  merge: ['合', 'h', 'merge'],
  grade: ['升', 's', 'grade'],
  note: ['备', 'b', 'note'],
  close: ['结', 'j', 'close'],
  open: ['开', 'k', 'open'],
  find: ['查', 'c', 'find'],
};
const ALL = Object.entries(VERBS) as [Verb, readonly string[]][];

/** A command as far as it has been typed. `no`: the number of an incident; without one the chosen incident is meant. */
export interface Command {
  verb: Verb | null;
  no: string | null;
  rest: string;
}

/** Reads `派 2470 特检一组`, `派2470`, `p 2470 tjyz`, `查 辽宁路`. Without a verb it is a number to open, or words to find. */
export function parseCommand(text: string): Command {
  const typed = text.normalize('NFKC').trim();
  const verb = ALL.find(([, words]) => words.some((word) => begins(typed, word)));
  if (!verb) return /^\d+$/.test(typed) ? { verb: 'open', no: typed, rest: '' } : { verb: null, no: null, rest: typed };
  const word = verb[1].find((w) => begins(typed, w)) as string;
  const after = typed.slice(word.length).trim();
  if (verb[0] === 'find') return { verb: 'find', no: null, rest: after };
  const [, no = null, rest = ''] = /^(\d+(?:-\d+)?)?\s*(.*)$/.exec(after) ?? [];
  // A single digit after 升 is the priority of the chosen incident, as a lone number after 合 is the one it goes into.
  if (no !== null && rest === '' && (verb[0] === 'merge' || (verb[0] === 'grade' && /^[1-4]$/.test(no))))
    return { verb: verb[0], no: null, rest: no };
  return { verb: verb[0], no, rest };
}

/** A Chinese verb may touch what follows; a letter must stand alone. */
function begins(typed: string, word: string): boolean {
  const head = typed.slice(0, word.length).toLowerCase();
  if (head !== word) return false;
  const next = typed[word.length];
  return next === undefined || /\s|\d/.test(next) || !/[a-z]/.test(word);
}

/** Whether a number as people say it means an incident: 2470 is 20261122-2470, 6 is …-0006. */
export function isNo(said: string, no: string): boolean {
  if (said === no) return true;
  return !said.includes('-') && Number(said) === Number(no.slice(no.lastIndexOf('-') + 1));
}
