import { describe, expect, it } from '@jest/globals';
import { fold } from '../../../server/city/address.rules.js';
import type { AreaRow, PlaceRow } from '../../../server/city/city-rows.js';
import { AddressBook, MATCH_THRESHOLD } from '../../../server/city/gazetteer.rules.js';

const area = (
  code: string,
  nameZh: string,
  level: AreaRow['level'] = 'district',
  parent: string | null = null,
): AreaRow => ({
  code,
  level,
  nameZh,
  nameEn: nameZh,
  parent,
  center: null,
  population: null,
  geometry: null,
});
const place = (name: string, lon: number, district: string): PlaceRow => ({
  kind: 'shop',
  name,
  nameFolded: fold(name),
  street: null,
  district,
  lon,
  lat: 30,
});
/** East of 105° is district B. */
const districtAt = (lon: number) => (lon < 105 ? 'A' : 'B');
const book = new AddressBook(
  {
    cityNames: ['澜川市', 'Lanchuan'],
    areas: [area('A', '锦渡区'), area('B', '望潮区'), area('A01', '文昌街道', 'street', 'A')],
    places: [
      place('文昌站', 104, 'A'),
      place('同乐药店', 104.5, 'A'),
      place('同乐药店', 105.5, 'B'),
      place('百姓面馆', 104.2, 'A'),
      place('百姓面馆', 104.005, 'A'),
      place('澜川市第一人民医院', 104.2, 'A'),
    ],
    roads: [
      {
        name: '文昌路',
        lines: [
          [
            [104, 30],
            [104.01, 30],
          ],
        ],
      },
      {
        name: '文昌北路',
        lines: [
          [
            [104, 30.1],
            [104.01, 30.1],
          ],
        ],
      },
    ],
  },
  districtAt,
);

describe('AddressBook', () => {
  it('finds the place that an address contains, whatever the width, case and spacing', () => {
    expect(book.match('澜川市　锦渡区 文 昌 站，Ａ口')).toMatchObject({
      name: '文昌站',
      district: 'A',
      lon: 104,
      score: 0.95,
    });
  });

  it('keeps the city name when it is part of the name of the place', () => {
    expect(book.match('澜川市第一人民医院门诊楼')).toMatchObject({ name: '澜川市第一人民医院' });
  });

  it('lets the district in the address tell two places of one name apart', () => {
    expect(book.match('望潮区同乐药店')).toMatchObject({ district: 'B', lon: 105.5, score: 0.95 });
    expect(book.match('文昌街道同乐药店')).toMatchObject({ district: 'A', lon: 104.5 });
  });

  it('lets the road in the address do the same', () => {
    expect(book.match('文昌路百姓面馆')).toMatchObject({ lon: 104.005, score: 0.95, road: '文昌路' });
  });

  it('lowers the score of a name that several places bear, and of a district that contradicts', () => {
    expect(book.match('同乐药店')?.score).toBeCloseTo(0.665);
    expect(book.match('望潮区文昌站')?.score).toBeCloseTo(0.665);
  });

  it('turns a house number into a point along the road and prefers the longest road name', () => {
    const match = book.match('文昌北路50号');
    expect(match).toMatchObject({ road: '文昌北路', score: 0.85, lat: 30.1 });
    // 50 numbers of 6 m on a line of 963 m.
    expect(match?.lon).toBeCloseTo(104 + (0.01 * 300) / 962.9, 4);
  });

  it('takes the middle of a road without a number, and the end for a number beyond it', () => {
    expect(book.match('文昌路附近')).toMatchObject({ lon: 104.005, score: 0.7 });
    expect(book.match('文昌路9999号')?.lon).toBeCloseTo(104.01);
  });

  it('forgives a misspelt place and says so by its score', () => {
    const match = book.match('锦渡区同东药店');
    expect(match).toBeNull();
    expect(book.match('锦渡区澜川第一人民医院')).toMatchObject({ name: '澜川市第一人民医院' });
    expect(book.match('锦渡区澜川第一人民医院')?.score).toBeLessThan(0.95);
  });

  it('offers nothing for an address it does not know', () => {
    for (const address of ['', '锦渡区', '某处', '1', 'nowhere at all']) expect(book.match(address)).toBeNull();
    expect(MATCH_THRESHOLD).toBe(0.6);
  });

  it('names the road of a text first, then the one within 150 m of the point', () => {
    expect(book.roadOf('文昌路与某街交叉口', [104.005, 30.1])).toBe('文昌路');
    expect(book.roadOf(undefined, [104.005, 30.0013])).toBe('文昌路');
    expect(book.roadOf('某处', [104.005, 30.0015])).toBeNull();
    expect(book.roadOf('某处')).toBeNull();
  });

  it('names the district of an address, by its own name or one of its streets', () => {
    expect(book.districtNamed('望潮区江边')).toBe('B');
    expect(book.districtNamed('文昌街道办事处')).toBe('A');
    expect(book.districtNamed('江边')).toBeNull();
  });
});
