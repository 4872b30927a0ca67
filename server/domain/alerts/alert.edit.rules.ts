import type { AlertDocument } from '../../../protocol/alert.js';
import type {
  AlertAdviceInput,
  AlertFigureInput,
  AlertSentenceAdd,
  AlertSentenceInput,
} from '../../../protocol/alert-command.js';
import { sentencesOf } from './alert.gates.rules.js';
import { written, type AlertSentence } from '../../../protocol/alert-text.js';

/** Who edits, and when (RFC 3339). */
export interface Edited {
  by: string;
  at: string;
}

type Change<T> = (document: AlertDocument, input: T, edited: Edited) => AlertDocument | null;

/** Rewords a sentence, or writes it from its pattern again; null when there is no such sentence, or it has no pattern. */
export function reword(id: string): Change<Pick<AlertSentenceInput, 'text' | 'regenerate'>> {
  return (document, { text }, edited) => {
    const change = (sentence: AlertSentence): AlertSentence | null => {
      if (text) return { ...sentence, ...text, edited };
      const { pattern } = sentence;
      if (pattern === null) return null;
      const { figures } = document;
      return {
        ...sentence,
        zh: written(pattern.zh, figures, 'zh'),
        en: written(pattern.en, figures, 'en'),
        edited: null,
      };
    };
    return mapSentences(document, id, change);
  };
}

/** Adds a sentence of one's own at the end of a section; null for a section that has none. */
export const addSentence: Change<Pick<AlertSentenceAdd, 'section' | 'text' | 'figures'>> = (
  document,
  { section, text, figures },
  edited,
) => {
  const add = (sentences: readonly AlertSentence[], name: string): AlertSentence[] => {
    const taken = new Set(sentences.map(({ id }) => id));
    let n = 1;
    while (taken.has(`${name}.own-${n}`)) n++;
    return [...sentences, { id: `${name}.own-${n}`, ...text, pattern: null, figures, edited }];
  };
  if (section === 'summary') return { ...document, summary: add(document.summary, section) };
  if (section === 'outlook')
    return { ...document, outlook: { ...document.outlook, sentences: add(document.outlook.sentences, section) } };
  const risk = document.risks.find(({ id }) => section === `risk:${id}`);
  if (!risk) return null;
  const more = { ...risk, sentences: add(risk.sentences, risk.id) };
  return { ...document, risks: document.risks.map((r) => (r === risk ? more : r)) };
};

/** Takes a sentence out; null when there is none of this id. */
export function removeSentence(id: string): Change<unknown> {
  return (document) => mapSentences(document, id, () => undefined);
}

/** Words a figure by hand, or takes that back. The sentences that say it are left as they are: they turn red. */
export function writeFigure(id: string): Change<Pick<AlertFigureInput, 'written'>> {
  return (document, { written: words }, edited) => {
    const figure = document.figures[id];
    if (!figure) return null;
    const own = figure.written?.own ?? figure.text;
    const next = words
      ? { ...figure, text: { zh: words.zh, en: words.en }, written: { ...edited, why: words.why, own } }
      : { ...figure, text: own, written: null };
    return { ...document, figures: { ...document.figures, [id]: next } };
  };
}

/** Sets the advice of a risk or of the whole alert, in order; what came from the library still says so while its words are the same. */
export const setAdvice: Change<Pick<AlertAdviceInput, 'risk' | 'advice'>> = (document, { risk: of, advice }) => {
  const risk = document.risks.find(({ id }) => id === of);
  if (of !== null && !risk) return null;
  const known = (risk ?? document).advice;
  const lines = advice.map(({ to, zh, en }, i) => {
    const same = known.find((k) => k.to === to && k.zh === zh && k.en === en);
    return { id: `${of ?? 'all'}.${i + 1}`, to, zh, en, from: same?.from ?? null };
  });
  if (!risk) return { ...document, advice: lines };
  return { ...document, risks: document.risks.map((r) => (r === risk ? { ...r, advice: lines } : r)) };
};

/** Ids of the sentences and figures whose words differ between two versions, and of those that only one has. */
export function changedParts(before: AlertDocument, after: AlertDocument): string[] {
  const wordsOf = (document: AlertDocument) =>
    new Map([
      ...sentencesOf(document).map(({ id, zh, en }): [string, string] => [id, `${zh}\n${en}`]),
      ...Object.values(document.figures).map(({ id, text }): [string, string] => [id, `${text.zh}\n${text.en}`]),
    ]);
  const [old, now] = [wordsOf(before), wordsOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].filter((id) => old.get(id) !== now.get(id)).sort();
}

/** Applies a change to the sentence of an id wherever it stands; null when it is nowhere or cannot be changed so; undefined takes it out. */
function mapSentences(
  document: AlertDocument,
  id: string,
  change: (sentence: AlertSentence) => AlertSentence | null | undefined,
): AlertDocument | null {
  let outcome: 'missing' | 'refused' | 'done' = 'missing';
  const map = (sentences: readonly AlertSentence[]) =>
    sentences.flatMap((sentence) => {
      if (sentence.id !== id) return [sentence];
      const next = change(sentence);
      outcome = next === null ? 'refused' : 'done';
      return next === undefined ? [] : [next ?? sentence];
    });
  const next = {
    ...document,
    summary: map(document.summary),
    outlook: { ...document.outlook, sentences: map(document.outlook.sentences) },
    risks: document.risks.map((risk) => ({ ...risk, sentences: map(risk.sentences) })),
  };
  return (outcome as string) === 'done' ? next : null;
}
