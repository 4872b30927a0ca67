import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import type { Fault } from '../../../protocol/problem.js';
import type { CapMessage } from '../../../protocol/warning.js';
import { readCap } from '../../../server/intake/cap/cap.normaliser.js';
import { cardOf, endAt, stateOf, worstByDistrict } from '../../../server/domain/warnings/warnings.rules.js';
import { reachOf } from '../../../server/domain/warnings/area-reach.rules.js';
import { capXml } from '../../support/cap.js';
import { pathOf, requires } from '../../support/requires.js';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const SENT = new Date('2026-11-22T11:00:00Z');
const read = (text: string | Buffer) => readCap(Buffer.from(text as string), NOW);
const message = (text: string): CapMessage => {
  const answer = read(text);
  if ('faults' in answer) throw new Error(JSON.stringify(answer.faults));
  return answer.message;
};
const faults = (text: string | Buffer): Fault[] => {
  const answer = read(text);
  return 'faults' in answer ? answer.faults : [];
};
const told = (text: string) => faults(text).map((f) => `${f.code} ${f.pointer}`);
const good = capXml({
  identifier: 'A',
  sent: SENT,
  expires: new Date('2026-11-22T18:00:00Z'),
  headline: '暴雨橙色预警',
});
const swap = (from: string | RegExp, to: string) => told(good.replace(from, to));

it('a message is read with its times in UTC and its places as [lon, lat]', () => {
  const { infos, sent, version } = message(good);
  expect({ sent, version }).toEqual({ sent: '2026-11-22T11:00:00.000Z', version: '1.2' });
  expect(infos[0]?.areas[0]?.polygons[0]?.[0]).toEqual([120.02, 38.72]);
  const gbk = Buffer.concat([
    Buffer.from(good.replace('UTF-8', 'GBK').split('暴雨')[0] as string),
    Buffer.from([0xb1, 0xa9, 0xd3, 0xea]),
    Buffer.from((good.split('暴雨')[1] as string).replace(/[^\x20-\x7e]/g, '')),
    Buffer.from('</headline><area><areaDesc>x</areaDesc></area></info></alert>'),
  ]);
  const inGbk = readCap(gbk, NOW);
  expect('message' in inGbk && inGbk.message.infos[0]?.event).toBe('暴雨');
});

it('what the schema forbids is refused with the place of each fault', () => {
  expect(swap('<scope>Public</scope>', '')).toEqual(['cap/missing /alert/scope']);
  expect(swap('<urgency>Immediate</urgency>', '<urgency>Soon</urgency>')).toEqual([
    'cap/bad-value /alert/info/0/urgency',
  ]);
  expect(swap('<event>暴雨</event>', '<event>暴雨</event><colour>red</colour>')).toEqual([
    'cap/unknown-element /alert/info/0/colour',
  ]);
  expect(
    swap('<status>Actual</status><msgType>Alert</msgType>', '<msgType>Alert</msgType><status>Actual</status>'),
  ).toEqual(['cap/out-of-order /alert/status']);
  expect(swap('<identifier>A</identifier>', '<identifier>A</identifier><identifier>B</identifier>')).toEqual([
    'cap/repeated /alert/identifier',
  ]);
  expect(swap('2026-11-22T11:00:00-00:00', '2026-11-22T11:00:00Z')).toEqual(['cap/bad-value /alert/sent']);
  expect(swap('2026-11-22T11:00:00-00:00', '2026-02-30T11:00:00+08:00')).toEqual(['cap/bad-value /alert/sent']);
  expect(swap('<event>', '<event lang="zh">')).toEqual(['cap/unknown-attribute /alert/info/0/event']);
  expect(swap('<info>', '<info>words')).toEqual(['cap/stray-text /alert/info/0']);
});

it('what only the words of the standard forbid is refused too', () => {
  const update = good.replace('>Alert<', '>Update<');
  expect(told(update)).toEqual(['cap/missing /alert/references']);
  const refers = (to: string) =>
    told(update.replace('<scope>Public</scope>', `<scope>Public</scope><references>${to}</references>`));
  expect(refers('a@b,X')).toEqual(['cap/bad-reference /alert/references']);
  expect(refers('a@b,X,2026-11-22T11:30:00-00:00')).toEqual(['cap/reference-not-older /alert/references']);
  expect(swap(/<polygon>.*<\/polygon>/, '<polygon>38.7,120 38.7,121 38.8,120</polygon>')).toEqual([
    'cap/bad-polygon /alert/info/0/area/0/polygon/0',
  ]);
  expect(swap(/<polygon>.*<\/polygon>/, '<circle>120.0,238.7 5</circle>')).toEqual([
    'cap/bad-circle /alert/info/0/area/0/circle/0',
  ]);
  expect(swap('2026-11-22T18:00:00', '2026-11-22T10:00:00')).toEqual([
    'cap/over-before-it-begins /alert/info/0/expires',
  ]);
  expect(swap('2026-11-22T11:00:00', '2026-11-22T12:06:00')).toEqual(['cap/from-the-future /alert/sent']);
  expect(swap('>A<', '>A B<')).toEqual(['cap/bad-name /alert/identifier']);
  expect(swap('>Public<', '>Restricted<')).toEqual(['cap/missing /alert/restriction']);
  expect(swap(/<info>.*<\/info>/s, '')).toEqual(['cap/nothing-said /alert/info']);
});

it('text that is no XML, a document type and endless nesting are refused before anything is expanded', () => {
  expect(told('{"json": true}')).toEqual(['xml/not-well-formed ']);
  expect(told('<!DOCTYPE a [<!ENTITY x "y">]><alert>&x;</alert>')).toEqual(['xml/doctype ']);
  expect(told('<a>&unknown;</a>')).toEqual(['xml/not-well-formed ']);
  expect(told('<a>'.repeat(100_000))).toEqual(['xml/too-deep ']);
  expect(told(`<a>${'<b/>'.repeat(60_000)}</a>`)).toEqual(['xml/too-large ']);
  expect(told('<alert xmlns="http://www.incident.com/cap/1.0"/>')).toEqual(['cap/not-cap /alert']);
});

it('only what names a warning ends it; among those in force a milder or newer one hides none', () => {
  const ground = { id: 'red', chain: 'red', districts: ['990101'], reach: 'inside' as const };
  const red = cardOf(message(good.replace('橙色', '红色')), ground);
  const blue = {
    ...cardOf(message(good.replace('橙色', '蓝色')), { ...ground, id: 'blue' }),
    from: '2026-11-22T11:30:00.000Z',
  };
  expect([red.colour, blue.colour]).toEqual(['red', 'blue']);
  expect(worstByDistrict([blue, red])).toEqual({ '990101': 'red' });
  const over = endAt(red, { by: 'x', how: 'cancelled', atMs: NOW });
  expect(over && stateOf(over, NOW)).toBe('cancelled');
  expect(stateOf(red, Date.parse('2026-11-22T18:00:00Z') - 1)).toBe('in-force');
  expect(stateOf(red, Date.parse('2026-11-22T18:00:00Z'))).toBe('expired');
  expect(endAt(red, { by: 'x', how: 'cancelled', atMs: Date.parse('2026-11-23T00:00:00Z') })).toBeNull();
});

it('districts are met by outline, circle or division code; words alone are never taken for elsewhere', () => {
  const outline = [[120, 38.7], [120.1, 38.7], [120.1, 38.8], [120, 38.8], [120, 38.7]]; // prettier-ignore
  const grounds = [{ code: '990101', outlines: [outline] }];
  const reach = (area: string) => reachOf(message(good.replace(/<polygon>.*<\/polygon>/, area)).infos, grounds).reach;
  const code = (value: string) => `<geocode><valueName>GB/T 2260</valueName><value>${value}</value></geocode>`;
  expect(reach('<circle>38.75,120.2 9.0</circle>')).toBe('inside');
  expect(reach('<circle>38.75,120.2 8.0</circle>')).toBe('outside');
  expect(reach('<polygon>38.74,119.9 38.74,120.2 38.76,120.2 38.76,119.9 38.74,119.9</polygon>')).toBe('inside');
  expect([code('990100'), code('990101003000'), code('990102'), ''].map(reach)).toEqual([
    'inside',
    'inside',
    'unknown',
    'unknown',
  ]);
});

requires('shared-data')('messages of real issuers', () => {
  const cap = (name: string) => readFileSync(join(pathOf('shared-data'), 'cap', 'google', name));
  it.each([
    ['australia.cap', '1.2'],
    ['canada.cap', '1.2'],
    ['earthquake.cap', '1.1'],
    ['weather.cap', '1.1'],
  ])('%s is understood and long over', (name, version) => {
    const answer = readCap(cap(name), NOW);
    if ('faults' in answer) throw new Error(JSON.stringify(answer.faults));
    expect(answer.message.version).toBe(version);
    const card = cardOf(answer.message, { id: 'x', chain: 'x', ...reachOf(answer.message.infos, []) });
    expect(stateOf(card, NOW)).toBe('expired');
  });

  it('faulty ones and bombs are refused with a pointer', () => {
    const tellFile = (bytes: Buffer) => faults(bytes).map((f) => `${f.code} ${f.pointer}`);
    expect(tellFile(cap('invalid.cap'))).toEqual(['cap/missing /alert/scope']);
    expect(tellFile(cap('canada_errors.cap'))).toEqual(['cap/missing /alert/references']);
    expect(tellFile(cap('no_optional_fields.cap'))).toEqual(['cap/nothing-said /alert/info']);
    const bombs = join(pathOf('shared-data'), 'badinput', 'xml');
    const codes = Object.fromEntries(
      readdirSync(bombs).map((name) => [name, faults(readFileSync(join(bombs, name)))[0]?.code]),
    );
    expect(codes).toEqual({
      ...{ 'dtd.xml': 'xml/doctype', 'external.xml': 'xml/doctype', 'xmlbomb2.xml': 'xml/doctype' },
      ...{ 'simple-ns.xml': 'cap/not-cap', 'simple.xml': 'cap/not-cap' },
    });
  });
});
