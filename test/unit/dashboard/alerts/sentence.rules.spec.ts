import { describe, expect, it } from '@jest/globals';
import { piecesOf } from '../../../../dashboard/src/screens/alerts/sentence.rules.js';
import { alertDocument } from '../../../support/alert-document.js';

const { figures, summary, risks } = alertDocument();
const [sentence] = summary;
if (!sentence) throw new Error('the example has a summary');
const cut = (zh: string) =>
  piecesOf({ ...sentence, zh }, figures, 'zh').map(({ text, figure }) => [text, figure?.id ?? null]);

describe('a sentence', () => {
  it('as it was generated is cut at the places of its pattern', () => {
    expect(cut(sentence.zh)).toEqual([
      ['本月重点防范', null],
      ['3', 'all.risks'],
      ['类风险；上月这几类事件共', null],
      ['136', 'all.last'],
      ['起。', null],
    ]);
  });

  it('in other words is cut where it says its figures, as wholes', () => {
    expect(cut('共136起，3类；1363不是。')).toEqual([
      ['共', null],
      ['136', 'all.last'],
      ['起，', null],
      ['3', 'all.risks'],
      ['类；1363不是。', null],
    ]);
  });

  it('loses no letter', () => {
    for (const one of risks.flatMap((risk) => risk.sentences))
      for (const key of ['zh', 'en'] as const) {
        const said = piecesOf({ ...one, [key]: `${one[key]} 1` }, figures, key);
        expect(said.map(({ text }) => text).join('')).toBe(`${one[key]} 1`);
      }
  });
});
