import { describe, expect, it } from '@jest/globals';
import { Stream } from '../../../protocol/observation.js';
import { Catalogue } from '../../../server/city/catalogue.js';
import { BUILT_IN_CATALOGUE } from '../../../server/city/catalogue/catalogue.data.js';
import { emptyCity } from '../../../server/city/city-rows.js';
import { snapshotOf } from '../../../server/city/city-snapshot.rules.js';
import { CityStore } from '../../../server/city/city.store.js';

const store = new CityStore();
store.replace(snapshotOf({ ...emptyCity(), types: [...BUILT_IN_CATALOGUE] }));
const catalogue = new Catalogue(store);

describe('the built-in catalogue', () => {
  it('names every type once, in both languages, with priority and source', () => {
    expect(new Set(BUILT_IN_CATALOGUE.map((t) => t.code)).size).toBe(BUILT_IN_CATALOGUE.length);
    expect(BUILT_IN_CATALOGUE.length).toBeGreaterThan(200);
    for (const type of BUILT_IN_CATALOGUE) {
      expect(type.code).toMatch(/^[a-z0-9_]+(\.[a-z0-9_]+)+$/);
      expect(type.nameZh).toMatch(/\p{Script=Han}/u);
      expect(type.nameEn).toMatch(/^[A-Z][\x20-\x7e]+$/);
      expect([1, 2, 3, 4]).toContain(type.priority);
      expect(type.source).not.toBe('');
    }
  });

  it('has a place for unknown types of each stream', () => {
    for (const stream of Stream.options) expect(catalogue.get(`${stream}.other`)?.stream).toBe(stream);
  });
});

describe('Catalogue.resolve', () => {
  it('gives a known type its default priority', () => {
    expect(catalogue.resolve('incident', 'acc.infra.gas_leak')).toEqual({
      code: 'acc.infra.gas_leak',
      priority: 1,
      known: true,
    });
  });

  it('sends an unknown type to the other of its stream', () => {
    expect(catalogue.resolve('complaint', 'no.such')).toEqual({ code: 'complaint.other', priority: 3, known: false });
  });

  it('says which stream a type belongs to when it is sent with another', () => {
    expect(catalogue.resolve('complaint', 'acc.infra.gas_leak')).toEqual({ wrongStream: 'incident' });
  });
});
