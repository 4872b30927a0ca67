import { Injectable } from '@nestjs/common';
import { cellToParent } from 'h3-js';
import type { PoolClient } from 'pg';
import type { AlertMap } from '../../../../protocol/alert.js';
import type { AlertExample, AlertPlace } from '../../../../protocol/alert-risk.js';
import { Areas } from '../../../city/areas.js';
import { Catalogue } from '../../../city/catalogue.js';
import type { FigureBook } from './figure-book.rules.js';
import { dayEn, dayZh } from './month-names.rules.js';
import * as queries from './places.queries.js';

/** Shown of each risk. */
const STREETS = 3;
const OBJECTS = 2;
const CELLS = 6;
const EXAMPLES = 2;
/** Cells of the map: about 0.7 km². Stored ones are finer. */
const MAP_RES = 8;
/** Fewer than this in a cell tell of single people's homes rather than of a place. */
const LEAST_IN_CELL = 3;

/** Where the inputs of a compilation go, and where they are looked for. */
export interface Search {
  alert: string;
  compile: number;
  risk: string;
  where: queries.Where;
}

/** Finds where a risk happens most, freezes what was counted there, and tells typical incidents without anybody's name. */
@Injectable()
export class AlertPlaces {
  constructor(
    private readonly areas: Areas,
    private readonly catalogue: Catalogue,
  ) {}

  /** Streets first, then named objects of the register. `firstMark`: the number of the first on the map. */
  async places(db: PoolClient, book: FigureBook, search: Search, firstMark: number): Promise<AlertPlace[]> {
    const { where, risk } = search;
    const streets = await queries.readStreets(db, where, STREETS);
    const objects = await queries.readObjects(db, where, OBJECTS);
    const places: AlertPlace[] = [];
    for (const [i, street] of streets.entries()) {
      const part = this.partOf(search, `place:${risk}:street-${i + 1}`);
      await queries.freezeStreet(db, part, street, where);
      const district = this.nameOf(street.district);
      const name = { zh: `${district.zh}${street.road}`, en: `${street.road}, ${district.en}` };
      places.push({ ...this.placeOf(book, search, { part: part.part, ...street }), kind: 'street', name, mark: 0 });
    }
    for (const [i, object] of objects.entries()) {
      const part = this.partOf(search, `place:${risk}:object-${i + 1}`);
      await queries.freezeObject(db, part, object.code, where);
      const name = { zh: object.nameZh, en: object.nameEn ?? object.nameZh };
      places.push({ ...this.placeOf(book, search, { part: part.part, ...object }), kind: 'object', name, mark: 0 });
    }
    return places.map((place, i) => ({ ...place, mark: firstMark + i }));
  }

  /** The fullest cells of the map. */
  async cells(db: PoolClient, book: FigureBook, search: Search): Promise<AlertMap['cells']> {
    const { alert, compile, risk, where } = search;
    const kin = (await queries.readCells(db, where)).map(({ h3, n }) => ({ h3, n, cell: cellToParent(h3, MAP_RES) }));
    const sums = new Map<string, number>();
    for (const { cell, n } of kin) sums.set(cell, (sums.get(cell) ?? 0) + n);
    const fullest = [...sums]
      .filter(([, n]) => n >= LEAST_IN_CELL)
      .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
      .slice(0, CELLS);
    const shown = new Set(fullest.map(([cell]) => cell));
    const kept = kin.filter(({ cell }) => shown.has(cell));
    const children = { children: kept.map(({ h3 }) => h3), cells: kept.map(({ cell }) => cell) };
    await queries.freezeCells(db, { alert, compile, part: `cell:${risk}` }, children, where);
    return fullest.map(([h3, value]) => {
      const figure = book.counted(`${risk}.cell-${h3}`, value, { part: `cell:${risk}:${h3}` });
      return { h3, figure, value, risk };
    });
  }

  /** Incidents that show what the risk is like: day, street, kind and how long; never what people wrote. */
  async examples(db: PoolClient, where: queries.Where): Promise<AlertExample[]> {
    const found = await queries.readClosed(db, where, EXAMPLES);
    return found.map((one) => {
      const type = this.catalogue.get(one.type);
      const typeName = { zh: type?.nameZh ?? one.type, en: type?.nameEn ?? one.type };
      const district = this.nameOf(one.district);
      const zh = `${dayZh(one.day)}，${district.zh}${one.road}一带，${typeName.zh}，用时${one.hours}小时办结。`;
      const en = `${dayEn(one.day)}, near ${one.road}, ${district.en}: ${typeName.en}; dealt with in ${one.hours} hours.`;
      return { ...one, typeName, text: { zh, en } };
    });
  }

  /** Name of a district; the code where it is unknown. */
  nameOf(district: string): { zh: string; en: string } {
    const area = this.areas.get(district);
    return { zh: area?.nameZh ?? district, en: area?.nameEn ?? district };
  }

  private partOf({ alert, compile }: Search, part: string) {
    return { alert, compile, part };
  }

  private placeOf(
    book: FigureBook,
    { risk }: Search,
    {
      part,
      n,
      district,
      lon,
      lat,
    }: { part: string; n: number; district: string; lon: number | null; lat: number | null },
  ): Pick<AlertPlace, 'risk' | 'district' | 'h3' | 'at' | 'figure'> {
    const figure = book.counted(part.replace(/^place:([^:]+):/, '$1.'), n, { part });
    return { risk, district, h3: null, at: lon === null || lat === null ? null : [lon, lat], figure };
  }
}
