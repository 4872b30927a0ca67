import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { alertDocument } from '../../support/alert-document.js';
import { bootIncidents, type IncidentApp } from '../../support/incidents.js';
import { pdfText } from '../../support/pdf-text.js';
import { findPlanted, namesOf, phonesOf } from '../../support/planted.js';
import { seedAlert } from '../../support/seed-alert.js';

const ID = '9901-AQTS-2026-12';
const DRAFT = '9901-AQTS-2027-01';
const [EDITOR = ''] = namesOf(1);
const [PHONE = ''] = phonesOf(7, 1);
const PUBLIC = [
  '/public/alerts',
  '/public/alerts.atom',
  ...['', '.cap.xml', '.json', '.pdf'].map((end) => `/public/alerts/${ID}${end}`),
];

let app: IncidentApp;
beforeAll(async () => {
  app = await bootIncidents();
  const document = alertDocument();
  const figure = {
    ...document.figures['fire.last'],
    written: {
      by: EDITOR,
      at: '2026-11-27T09:00:00.000Z',
      why: `asked ${EDITOR}, ${PHONE}`,
      own: { zh: '97', en: '97' },
    },
  };
  const edited = document.summary.map((sentence) => ({
    ...sentence,
    edited: { by: EDITOR, at: '2026-11-27T09:00:00.000Z' },
  }));
  await seedAlert(
    app.db,
    { ...document, summary: edited, figures: { ...document.figures, 'fire.last': figure as never } },
    true,
  );
  await seedAlert(app.db, alertDocument({ id: DRAFT, month: '2027-01' }), false);
}, 90_000);
afterAll(() => app?.close());

const get = (path: string, headers: Record<string, string> = {}) => fetch(app.url + path, { headers });

describe('published alerts', () => {
  it('are read by anybody in every format, each under the same id', async () => {
    for (const path of PUBLIC) {
      const answer = await get(path);
      expect([path, answer.status]).toEqual([path, 200]);
      const body = Buffer.from(await answer.arrayBuffer());
      expect(path.endsWith('.pdf') ? pdfText(body) : body.toString('utf8')).toContain(ID);
    }
    const types = await Promise.all(
      PUBLIC.map(async (path) => (await get(path)).headers.get('content-type')?.split(';')[0]),
    );
    expect(types).toEqual([
      'text/html',
      'application/atom+xml',
      'text/html',
      'application/cap+xml',
      'application/json',
      'application/pdf',
    ]);
    expect(await (await get(`/public/alerts/${ID}?lang=en`)).text()).toContain('City safety alert, December 2026');
    expect((await get('/public/alerts.css')).headers.get('content-type')).toContain('text/css');
  });

  it('let a reader keep what did not change, and allow the page no script', async () => {
    for (const path of PUBLIC) {
      const { headers } = await get(path);
      expect(headers.get('cache-control')).toBe('public, max-age=60');
      expect((await get(path, { 'if-none-match': headers.get('etag') ?? '' })).status).toBe(304);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('set-cookie')).toBeNull();
    }
  });

  it('hold no name or number of those who wrote them', async () => {
    const needles = new Set([EDITOR, PHONE]);
    for (const path of [...PUBLIC, `/public/alerts/${ID}?lang=en`]) {
      const body = Buffer.from(await (await get(path)).arrayBuffer());
      expect(findPlanted(path.endsWith('.pdf') ? pdfText(body) : body.toString('utf8'), needles)).toEqual([]);
    }
  });

  it('are all there is: a draft, another number and another version are not found, whatever the format', async () => {
    for (const end of ['', '.cap.xml', '.json', '.pdf']) {
      expect((await get(`/public/alerts/${DRAFT}${end}`)).status).toBe(404);
      expect((await get(`/public/alerts/${ID}${end}?version=9`)).status).toBe(404);
      expect((await get(`/public/alerts/nothing${end}`)).status).toBe(422);
    }
    expect(await (await get('/public/alerts')).text()).not.toContain(DRAFT);
    expect((await get(`/public/alerts/${ID}?version=0`)).status).toBe(422);
  });
});

describe('a draft', () => {
  it('is seen beforehand by those who work on it, marked as not published, and by nobody else', async () => {
    const operator = await app.as('operator');
    const page = await operator.send('GET', `/api/v1/alerts/${DRAFT}/preview`);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(await page.text()).toContain('预览：未发布');
    const paper = await operator.send('GET', `/api/v1/alerts/${DRAFT}/preview.pdf?lang=en`);
    expect(pdfText(Buffer.from(await paper.arrayBuffer()))).toContain('Preview: not published');
    expect((await get(`/api/v1/alerts/${DRAFT}/preview`)).status).toBe(401);
    expect((await operator.send('GET', '/api/v1/alerts/9901-AQTS-2030-01/preview')).status).toBe(404);
  });
});

describe('a correction and a withdrawal', () => {
  it('show at once in every format, and the first version stays at its own address', async () => {
    const before = (await get(`/public/alerts/${ID}`)).headers.get('etag');
    const correction = { of: 1, reason: { zh: '数字有误', en: 'a wrong figure' }, changed: [] };
    await seedAlert(app.db, alertDocument({ version: 2, correction }), true);
    const page = await get(`/public/alerts/${ID}`);
    expect(page.headers.get('etag')).not.toBe(before);
    expect(await page.text()).toContain('更正第 1 版：数字有误');
    expect(await (await get(`/public/alerts/${ID}?version=1`)).text()).toContain('请看第 2 版');
    const cap = await (await get(`/public/alerts/${ID}.cap.xml`)).text();
    expect(cap).toContain('<msgType>Update</msgType>');
    expect(cap).toContain(`${ID}-v1,`);

    const reason = JSON.stringify({ zh: '来源有误', en: 'wrong source' });
    await app.db.query(`insert into alert_withdrawal (alert, version, by, reason) values ($1, 2, 'leader', $2)`, [
      ID,
      reason,
    ]);
    expect(await (await get(`/public/alerts/${ID}.cap.xml`)).text()).toContain('<msgType>Cancel</msgType>');
    expect(await (await get('/public/alerts.atom')).text()).toContain('[已撤回]');
    expect(pdfText(Buffer.from(await (await get(`/public/alerts/${ID}.pdf`)).arrayBuffer()))).toContain(
      '撤回：来源有误',
    );
  });
});
