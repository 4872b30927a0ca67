import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SaxesParser } from 'saxes';
import { capXml } from '../../../server/domain/alerts/publishing/cap/cap-xml.rules.js';
import { atomFeed } from '../../../server/domain/alerts/publishing/feed/atom.rules.js';
import { archivePage, versionPage } from '../../../server/domain/alerts/publishing/page/pages.rules.js';
import { publicAlert } from '../../../server/domain/alerts/publishing/public-alert.rules.js';
import { publishedAlert, readerIn } from '../../support/published-alert.js';
import { pathOf, requires } from '../../support/requires.js';

const ID = '9901-AQTS-2026-12';
const zh = readerIn('zh-CN');
const FIRST = { version: 1, publishedAt: '2026-11-30T01:00:00.000Z', state: 'corrected' as const };
const SECOND = { version: 2, publishedAt: '2026-12-05T02:30:00.000Z', state: 'published' as const };
const corrected = publishedAlert(
  { version: 2, correction: { of: 1, reason: { zh: '数字有误', en: 'a wrong figure' }, changed: ['fire.1'] } },
  { publishedAt: SECOND.publishedAt, versions: [FIRST, SECOND] },
);
const withdrawn = publishedAlert(
  {},
  {
    state: 'withdrawn',
    withdrawn: { at: '2026-12-06T00:00:00.000Z', reason: { zh: '来源有误', en: 'wrong source' } },
  },
);
const capOf = (published = publishedAlert()) => capXml({ published, reading: zh });
const valueOf = (xml: string, name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];

describe('an alert as CAP 1.2', () => {
  it('says in both languages what the alert says of each risk, under the alert’s own id', () => {
    const xml = capOf();
    expect(valueOf(xml, 'identifier')).toBe(`${ID}-v1`);
    expect(valueOf(xml, 'incidents')).toBe(ID);
    expect(valueOf(xml, 'msgType')).toBe('Alert');
    expect(valueOf(xml, 'sent')).toBe('2026-11-30T09:00:00+08:00');
    expect(xml.match(/<info>/g)).toHaveLength(6);
    expect(xml.match(/<severity>Severe</g)).toHaveLength(4);
    expect(xml).toContain('<language>en</language>');
    expect(valueOf(xml, 'expires')).toBe('2026-12-31T23:59:59+08:00');
  });

  it('writes rings as lat,lon that end where they begin, and names the district', () => {
    const xml = capOf();
    expect(valueOf(xml, 'polygon')).toBe('38.75,119.85 38.75,119.9 38.8,119.9 38.8,119.85 38.75,119.85');
    expect(xml).toContain('<geocode><valueName>city:district</valueName><value>990101</value></geocode>');
  });

  it('a correction is an Update and a withdrawal a Cancel, both naming what they replace', () => {
    const update = capOf(corrected);
    expect(valueOf(update, 'msgType')).toBe('Update');
    expect(valueOf(update, 'references')).toBe(`safety-alerts@city.example,${ID}-v1,2026-11-30T09:00:00+08:00`);
    const cancel = capOf(withdrawn);
    expect(valueOf(cancel, 'identifier')).toBe(`${ID}-v1-cancel`);
    expect(valueOf(cancel, 'msgType')).toBe('Cancel');
    expect(valueOf(cancel, 'references')).toContain(`${ID}-v1,`);
    expect(valueOf(cancel, 'sent')).toBe('2026-12-06T08:00:00+08:00');
  });

  it('a demo city says Test, so that nobody acts on it', () => {
    expect(valueOf(capOf(publishedAlert({}, { demo: true })), 'status')).toBe('Test');
    expect(valueOf(capOf(), 'status')).toBe('Actual');
  });
});

requires('shared-data')('the schema of OASIS', () => {
  it('accepts alert, correction and withdrawal, and refuses one without its sender', async () => {
    const { XmlDocument, XsdValidator } = await import('libxml2-wasm');
    const schema = XmlDocument.fromString(readFileSync(join(pathOf('shared-data'), 'cap/schema/cap12.xsd'), 'utf8'));
    const validator = XsdValidator.fromDoc(schema);
    const isValid = (xml: string) => {
      const document = XmlDocument.fromString(xml);
      try {
        validator.validate(document);
        return true;
      } catch {
        return false;
      } finally {
        document.dispose();
      }
    };
    const all = [capOf(), capOf(corrected), capOf(withdrawn), capOf(publishedAlert({ hotlines: [], advice: [] }))];
    expect(all.map(isValid)).toEqual([true, true, true, true]);
    expect(isValid(capOf().replace(/<sender>.*<\/sender>/, ''))).toBe(false);
    validator.dispose();
    schema.dispose();
  });
});

describe('the Atom feed', () => {
  const feed = (alerts = [publishedAlert()], lang: 'zh-CN' | 'en' = 'zh-CN') =>
    atomFeed({ alerts, issuer: '中心', city: '9901', reading: readerIn(lang) });

  it('is well-formed and holds what RFC 4287 asks of a feed and its entries', () => {
    const seen: string[] = [];
    const parser = new SaxesParser({ xmlns: true });
    parser.on('opentag', ({ uri, local }) => seen.push(`${uri === 'http://www.w3.org/2005/Atom' ? '' : '?'}${local}`));
    parser.write(feed([corrected])).close();
    expect(seen.filter((name) => name.startsWith('?'))).toEqual([]);
    for (const wanted of ['id', 'title', 'updated']) expect(seen.filter((name) => name === wanted)).toHaveLength(2);
    expect(seen).toEqual(expect.arrayContaining(['author', 'name', 'entry', 'link', 'summary', 'published']));
  });

  it('keeps the id of an entry while its versions come, and says when it changed', () => {
    const id = `<id>urn:x-city-brain:alert:${ID}</id>`;
    expect(feed([publishedAlert()])).toContain(id);
    const later = feed([corrected]);
    expect(later).toContain(id);
    expect(later).toContain('<published>2026-11-30T01:00:00.000Z</published>');
    expect(later).toContain('<updated>2026-12-05T02:30:00.000Z</updated>');
    expect(feed([withdrawn])).toContain('[已撤回]');
  });

  it('is a feed before there is an alert', () => {
    expect(feed([])).toContain('<updated>1970-01-01T00:00:00.000Z</updated>');
  });
});

describe('the public page', () => {
  it('stands on its own: no script, no style of its own, nothing from elsewhere', () => {
    for (const lang of ['zh-CN', 'en'] as const) {
      const page = versionPage(publishedAlert(), readerIn(lang));
      expect(page).not.toMatch(/<script|<style|\sstyle=|\son\w+=|javascript:/i);
      expect([...page.matchAll(/(?:src|href)="(https?:[^"]*)"/g)]).toEqual([]);
      expect(page).toContain(`<html lang="${lang}">`);
      expect(page).toContain(ID);
    }
  });

  it('says that it is no official warning, and in a demo that all is invented', () => {
    expect(versionPage(publishedAlert(), zh)).toContain('不是预警信号');
    expect(versionPage(publishedAlert(), readerIn('en'))).toContain('not an official warning');
    expect(versionPage(publishedAlert({}, { demo: true }), zh)).toContain('均为虚构');
    expect(versionPage(publishedAlert(), zh)).not.toContain('均为虚构');
  });

  it('escapes whatever an alert says', () => {
    const bad = '<img src=x onerror=alert(1)>"\'&';
    const texts = { zh: bad, en: bad };
    const page = versionPage(
      publishedAlert({ title: texts, issuer: texts, advice: [{ id: 'a', to: 'units', zh: bad, en: bad, from: null }] }),
      zh,
    );
    expect(page).not.toContain('<img');
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;');
  });

  it('tells a corrected, a replaced and a withdrawn version from one that holds', () => {
    expect(versionPage(publishedAlert(), zh)).not.toContain('class="strip');
    expect(versionPage(corrected, zh)).toContain('第 2 版，更正第 1 版：数字有误');
    expect(versionPage(publishedAlert({}, { state: 'corrected', replacedBy: 2 }), zh)).toContain('请看第 2 版');
    expect(versionPage(withdrawn, zh)).toContain('2026-12-06 08:00 撤回：来源有误');
  });

  it('lists alerts with their standing and their older versions', () => {
    const about = { issuer: '中心', demo: false, today: '2026-12-10' };
    const list = archivePage([corrected], zh, about);
    expect(list).toContain('class="state corrected"');
    expect(list).toContain(`/public/alerts/${ID}?version=1`);
    expect(archivePage([publishedAlert()], zh, { ...about, today: '2027-01-01' })).toContain('已过有效期');
    expect(archivePage([], readerIn('en'), about)).toContain('No alert has been published yet.');
  });
});

describe('the contents for programs', () => {
  it('leave out who wrote which word', () => {
    const json = JSON.stringify(publicAlert(publishedAlert()));
    expect(JSON.stringify(publishedAlert())).toContain('"by":"operator"');
    expect(json).not.toContain('operator');
    expect(json).toContain(ID);
  });
});
