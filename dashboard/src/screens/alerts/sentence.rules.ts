import { placesOf, written, type AlertFigure, type AlertSentence } from '@protocol/alert-text';

/** A stretch of a sentence: words, or a figure that opens what it counts. */
export type Piece = { text: string; figure: null } | { text: string; figure: AlertFigure };

type Figures = Readonly<Record<string, AlertFigure>>;

/** Cuts a sentence at its figures. One that still is what its pattern writes is cut at the places of the pattern, else where the figures are found. */
export function piecesOf(sentence: AlertSentence, figures: Figures, key: 'zh' | 'en'): Piece[] {
  const { pattern } = sentence;
  const text = sentence[key];
  if (pattern && written(pattern[key], figures, key) === text) return byPattern(pattern[key], figures, key);
  const wanted = figuresOf(sentence)
    .flatMap((id) => figures[id] ?? [])
    .filter(({ text: said }) => said[key] !== '');
  return bySearch(text, wanted, key);
}

/** Ids of the figures that a sentence must say, each once. */
export function figuresOf({ pattern, figures }: AlertSentence): string[] {
  return [...new Set([...(pattern ? [...placesOf(pattern.zh), ...placesOf(pattern.en)] : []), ...figures])];
}

function byPattern(pattern: string, figures: Figures, key: 'zh' | 'en'): Piece[] {
  return pattern
    .split(/(\{[a-z0-9.-]+\})/gi)
    .filter((part) => part !== '')
    .map((part): Piece => {
      const figure = part.startsWith('{') ? figures[part.slice(1, -1)] : undefined;
      return figure ? { text: figure.text[key], figure } : { text: part, figure: null };
    });
}

/** Finds each figure once, the longest texts first: 12 is not looked for inside 112. */
function bySearch(text: string, wanted: readonly AlertFigure[], key: 'zh' | 'en'): Piece[] {
  let pieces: Piece[] = [{ text, figure: null }];
  const longestFirst = [...wanted].sort((a, b) => b.text[key].length - a.text[key].length);
  for (const figure of longestFirst) {
    const at = pieces.findIndex((piece) => piece.figure === null && placeOf(piece.text, figure.text[key]) >= 0);
    if (at >= 0) pieces = pieces.toSpliced(at, 1, ...cut((pieces[at] as Piece).text, figure, key));
  }
  return pieces;
}

function cut(text: string, figure: AlertFigure, key: 'zh' | 'en'): Piece[] {
  const said = figure.text[key];
  const at = placeOf(text, said);
  const around = (part: string): Piece[] => (part === '' ? [] : [{ text: part, figure: null }]);
  return [...around(text.slice(0, at)), { text: said, figure }, ...around(text.slice(at + said.length))];
}

/** Where a text says a number as a whole; -1 where it does not. */
function placeOf(text: string, said: string): number {
  for (let at = text.indexOf(said); at >= 0; at = text.indexOf(said, at + 1))
    if (!/\d[.,]?$/.test(text.slice(0, at)) && !/^[.,]?\d/.test(text.slice(at + said.length))) return at;
  return -1;
}
