import type { PublishedAlert } from '../../../../protocol/alert.js';
import type { AlertFigure, AlertSentence } from '../../../../protocol/alert-text.js';

/** A published version as programs outside read it: what it says and what it rests on, without who wrote which word and why. */
export function publicAlert({ document: d, ...published }: PublishedAlert): PublishedAlert {
  const risks = d.risks.map((risk) => ({ ...risk, sentences: risk.sentences.map(unsigned) }));
  const outlook = { ...d.outlook, sentences: d.outlook.sentences.map(unsigned) };
  const inputs = { ...d.inputs, method: d.inputs.method.map(unsigned) };
  const figures = Object.fromEntries(Object.entries(d.figures).map(([id, figure]) => [id, unexplained(figure)]));
  return { ...published, document: { ...d, summary: d.summary.map(unsigned), outlook, risks, figures, inputs } };
}

function unsigned(sentence: AlertSentence): AlertSentence {
  return { ...sentence, edited: null };
}

function unexplained(figure: AlertFigure): AlertFigure {
  return { ...figure, written: null };
}
