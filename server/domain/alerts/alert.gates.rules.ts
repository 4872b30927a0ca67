import type { AlertDocument } from '../../../protocol/alert.js';
import type { AlertComment, AlertGate } from '../../../protocol/alert-command.js';
import { sentenceFaults, type AlertSentence, type SentenceFault } from '../../../protocol/alert-text.js';
import { maskPhones } from '../../platform/mask.js';

/** All sentences of a document. */
export function sentencesOf({ summary, outlook, risks, inputs }: AlertDocument): AlertSentence[] {
  return [...summary, ...outlook.sentences, ...risks.flatMap((r) => r.sentences), ...inputs.method];
}

/** What is red in a document. */
export function faultsOf(document: AlertDocument): SentenceFault[] {
  return sentencesOf(document).flatMap((sentence) => sentenceFaults(sentence, document.figures));
}

/** What a consultation has come to. `deadlineMs` null: it was not asked for. */
export interface Consulted {
  comments: readonly Pick<AlertComment, 'department' | 'verdict' | 'answer'>[];
  departments: readonly { id: string }[];
  deadlineMs: number | null;
  nowMs: number;
}

/**
 * What has to hold before an alert is submitted, approved and published: no sentence is red, every objection is answered, each department has spoken or
 * its time is over, and nothing in it looks like somebody's phone number.
 */
export function gatesOf(document: AlertDocument, { comments, departments, deadlineMs, nowMs }: Consulted): AlertGate[] {
  const red = new Set(faultsOf(document).map(({ sentence }) => sentence)).size;
  const open = comments.filter(({ verdict, answer }) => verdict === 'objection' && answer === null).length;
  const silent = departments.filter(({ id }) => !comments.some(({ department }) => department === id)).length;
  const isOver = deadlineMs !== null && nowMs >= deadlineMs;
  const phones = wordsOf(document).filter((text) => maskPhones(text) !== text).length;
  return [
    { id: 'sentences', passed: red === 0, count: red },
    { id: 'objections', passed: open === 0, count: open },
    { id: 'consultation', passed: deadlineMs !== null && (silent === 0 || isOver), count: silent },
    { id: 'phones', passed: phones === 0, count: phones },
  ];
}

/** Everything that people may have written into a document. */
function wordsOf(document: AlertDocument): string[] {
  const advice = [...document.advice, ...document.risks.flatMap((r) => r.advice)];
  const figures = Object.values(document.figures).flatMap(({ text }) => [text.zh, text.en]);
  const reason = document.correction ? [document.correction.reason.zh, document.correction.reason.en] : [];
  return [...[...sentencesOf(document), ...advice].flatMap(({ zh, en }) => [zh, en]), ...figures, ...reason];
}
