import { describe, expect, it } from '@jest/globals';
import { freeItemId, movedUp, newestOf } from '../../../../dashboard/src/screens/admin/rules/checklist.rules.js';
import type { ChecklistRow } from '../../../../protocol/checklist.js';

const row = (id: string, version: number): ChecklistRow => ({
  ...{ id, version, nameZh: id, nameEn: id, source: 's', types: ['acc'] },
  items: [{ id: 'a', kind: 'ask', nameZh: 'a', nameEn: 'a' }],
  ...{ addedBy: null, addedAt: '2026-01-01T00:00:00Z', retiredBy: null, retiredAt: null },
});

describe('checklists to edit', () => {
  it('are shown by their newest version, whichever comes first, with how many came before', () => {
    const shown = newestOf([row('gas', 3), row('gas', 1), row('lift', 1), row('gas', 2)]);
    expect(shown.map(({ id, version, older }) => [id, version, older])).toEqual([
      ['gas', 3, 2],
      ['lift', 1, 0],
    ]);
    expect(newestOf([row('gas', 1), row('gas', 2)])).toMatchObject([{ version: 2, older: 1 }]);
    expect(newestOf([])).toEqual([]);
  });

  it('get items with ids of their own', () => {
    expect(freeItemId([])).toBe('item-1');
    expect(freeItemId([{ id: 'item-2' }])).toBe('item-3');
    expect(freeItemId([{ id: 'item-2' }, { id: 'item-3' }])).toBe('item-4');
  });

  it('move up by one place, the first one not at all', () => {
    expect(movedUp(['a', 'b', 'c'], 2)).toEqual(['a', 'c', 'b']);
    expect(movedUp(['a', 'b', 'c'], 0)).toEqual(['a', 'b', 'c']);
    expect(movedUp(['a'], 5)).toEqual(['a']);
  });
});
