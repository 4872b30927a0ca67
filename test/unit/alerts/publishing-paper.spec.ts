import { monitorEventLoopDelay } from 'node:perf_hooks';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { bulletinOf } from '../../../server/domain/alerts/publishing/bulletin.rules.js';
import { alertPdf } from '../../../server/domain/alerts/publishing/pdf/alert-pdf.js';
import { loadFonts, type Fonts } from '../../../server/domain/alerts/publishing/pdf/fonts.js';
import { pdfFacts, pdfText } from '../../support/pdf-text.js';
import { publishedAlert, readerIn } from '../../support/published-alert.js';

const RARE = '堃淼䶮，：（）；“”【】';
const advice = [{ id: 'rare', to: 'units' as const, zh: RARE, en: RARE, from: null }];
const bulletin = bulletinOf(publishedAlert({ advice }), readerIn('zh-CN'));

describe('an alert on A4', () => {
  let fonts: Fonts;
  let file: Buffer;
  beforeAll(async () => {
    fonts = await loadFonts();
    file = await alertPdf(bulletin, fonts);
  });

  it('holds its text as text, rare characters and full-width marks included', () => {
    const text = pdfText(file);
    expect(text).toContain(RARE);
    expect(text).toContain(bulletin.title);
    expect(text).toContain(bulletin.id);
    expect(text).toContain(bulletin.hash);
    expect(text).toContain(bulletin.nature);
    expect(text).not.toContain('\ufffd');
  });

  it('is tagged, in its language, with a sentence for each picture and its number on each page', () => {
    const { pages, ...facts } = pdfFacts(file);
    expect(facts).toMatchObject({ tagged: true, lang: 'zh-CN' });
    // A picture for each risk and the map.
    expect(facts.figures.filter((figure) => figure.includes('/Alt'))).toHaveLength(bulletin.risks.length + 1);
    const text = pdfText(file);
    for (let page = 1; page <= pages; page += 1) expect(text).toContain(`第 ${page} 页 / 共 ${pages} 页`);
  });

  it('is the same file for the same alert', async () => {
    expect((await alertPdf(bulletin, fonts)).equals(file)).toBe(true);
  });

  it('takes at most two seconds, and leaves the loop to others in between', async () => {
    const other = bulletinOf(publishedAlert(), readerIn('en'));
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const from = performance.now();
    const cpu = process.cpuUsage();
    await alertPdf(other, fonts);
    const { user, system } = process.cpuUsage(cpu);
    const tookMs = performance.now() - from;
    delay.disable();
    // Work, not waiting: other processes of the machine must not decide.
    expect((user + system) / 1000).toBeLessThan(2000);
    expect(delay.max / 1e6).toBeLessThan(tookMs * 0.6);
  });
});
