import { describe, expect, it } from '@jest/globals';
import { cellToChildren } from 'h3-js';
import { fromCursor, RowsRequest, toCursor } from '../../../server/projections/rows.request.rules.js';

describe('a request for rows', () => {
  it('takes several values of a filter, and cells of any resolution as their children', () => {
    const cell = '88283082b9fffff';
    const asked = RowsRequest.parse({ query: 'observations.total', priority: '1,2', h3: cell, asOf: '12' });
    expect(asked).toMatchObject({ priority: [1, 2], asOf: 12, limit: 100, sort: '-occurredAt' });
    expect(asked.h3).toEqual(cellToChildren(cell, 9).map((child) => BigInt(`0x${child}`).toString()));
  });

  it.each([
    { query: 'nothing' },
    { query: 'observations.total', priority: '5' },
    { query: 'observations.total', stream: 'x' },
    { query: 'observations.total', limit: '501' },
    { query: 'observations.total', sort: 'title; drop table' },
    { query: 'observations.total', h3: '8001fffffffffff' },
    { query: 'observations.total', from: 'yesterday' },
    { query: 'observations.total', colour: 'red' },
  ])('refuses %j', (query) => {
    expect(RowsRequest.safeParse(query).success).toBe(false);
  });

  it('reads back its own cursors and no others', () => {
    const cursor: Parameters<typeof toCursor>[0] = [7, 'priority', ['1', '2026-01-01 00:00:00+00', '井盖']];
    expect(fromCursor(toCursor(cursor))).toEqual(cursor);
    for (const text of ['', 'x', '%', btoa('[1,2]'), btoa('%zz')]) expect(fromCursor(text)).toBeUndefined();
  });
});
