import { describe, expect, it } from '@jest/globals';
import { AlertDocument } from '../../../protocol/alert.js';
import { sentenceFaults, type AlertSentence } from '../../../protocol/alert-text.js';
import { alertDocument } from '../../support/alert-document.js';

const { figures, risks } = alertDocument();
const sentence = risks[1]?.sentences[0] as AlertSentence;
const faults = (changed: Partial<AlertSentence>) => sentenceFaults({ ...sentence, ...changed }, figures);

describe('a sentence of an alert and its figures', () => {
  it('agree in the example document, which keeps to the contract', () => {
    const document = AlertDocument.parse(alertDocument());
    const all = [document.summary, document.outlook.sentences, ...document.risks.map((r) => r.sentences)].flat();
    expect(all.length).toBeGreaterThan(4);
    expect(all.flatMap((s) => sentenceFaults(s, document.figures))).toEqual([]);
  });

  it('may be worded anew as long as it says its figures', () => {
    expect(faults({ zh: `燃气：${sentence.zh}请注意通风。` })).toEqual([]);
  });

  it('turns red when a figure is changed in the text, or one is left out', () => {
    expect(faults({ zh: sentence.zh.replace('33', '35') })).toEqual([
      { sentence: 'gas.1', lang: 'zh', code: 'figure-missing', what: 'gas.expected' },
      { sentence: 'gas.1', lang: 'zh', code: 'number-unbacked', what: '35' },
    ]);
    expect(faults({ en: 'Gas leaks are expected.' }).filter((f) => f.code === 'figure-missing')).toHaveLength(6);
  });

  it('turns red when it says a number that is none of its figures', () => {
    expect(faults({ zh: `${sentence.zh}另有5起未计。` })).toEqual([
      { sentence: 'gas.1', lang: 'zh', code: 'number-unbacked', what: '5' },
    ]);
  });

  it('turns red when a figure is changed and the sentence is not', () => {
    const own = figures['gas.expected'];
    if (!own) throw new Error('the example has no gas.expected');
    const other = { ...figures, 'gas.expected': { ...own, text: { zh: '约三成', en: 'a third' } } };
    expect(sentenceFaults(sentence, other).map((f) => f.code)).toContain('figure-missing');
  });

  it('does not take a figure for said when it is part of a longer number', () => {
    const hidden = { ...sentence, pattern: null, figures: ['gas.last'], zh: '共117起', en: '17 events' };
    expect(sentenceFaults(hidden, figures)).toEqual([
      { sentence: 'gas.1', lang: 'zh', code: 'figure-missing', what: 'gas.last' },
    ]);
    expect(sentenceFaults({ ...hidden, zh: '共17.5起' }, figures)).toHaveLength(1);
    expect(sentenceFaults({ ...hidden, zh: '共17起。' }, figures)).toEqual([]);
  });

  it('names a figure that is not there', () => {
    expect(sentenceFaults({ ...sentence, pattern: null, figures: ['gas.gone'] }, figures)[0]?.code).toBe(
      'figure-unknown',
    );
  });
});
