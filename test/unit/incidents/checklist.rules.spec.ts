import { describe, expect, it } from '@jest/globals';
import type { Checklist } from '../../../protocol/checklist.js';
import { callerOf, foldWords, phoneOf } from '../../../server/domain/incidents/search/search.rules.js';
import {
  checklistFor,
  faultsOfChecklist,
  ticked,
} from '../../../server/domain/incidents/checklists/checklist.rules.js';
import { CHECKLISTS } from '../../../server/domain/incidents/checklists/checklists.data.js';

const list = (id: string, version: number, types: string[]): Checklist => ({
  ...{ id, version, nameZh: id, nameEn: id, source: 'test', types },
  items: [{ id: 'one', kind: 'ask', nameZh: '一', nameEn: 'one' }],
});
const line = (what: string, ref: string) => ({
  type: 'incident.noted',
  what,
  ref,
  by: '李明',
  at: '2026-11-22T01:40:00.000Z',
});

describe('checklists', () => {
  it('have no list, item or type twice', () => {
    const pointers = (lists: readonly Checklist[], next: Checklist) =>
      faultsOfChecklist(next, { lists, hasType: (beginning) => beginning !== 'none' }).map((f) => f.pointer);
    for (const one of CHECKLISTS) expect(pointers(CHECKLISTS, one)).toEqual([]);
    const twice = {
      ...list('b', 1, ['y', 'x', 'none', 'y']),
      items: [...list('b', 1, []).items, ...list('b', 1, []).items],
    };
    expect(pointers([list('a', 1, ['x'])], twice)).toEqual(['/types/1', '/types/2', '/types/3', '/items/1/id']);
    // What a list once had, another may have.
    expect(pointers([list('a', 1, ['x']), list('a', 2, ['z'])], list('b', 1, ['x']))).toEqual([]);
  });

  it('are chosen by the longest beginning and the newest version; what was begun is finished as it began', () => {
    const lists = [list('all', 1, ['acc.']), list('gas', 1, ['acc.infra.gas']), list('gas', 2, ['acc.infra.gas'])];
    expect(checklistFor(lists, 'acc.infra.gas_leak', [])).toMatchObject({ id: 'gas', version: 2 });
    expect(checklistFor(lists, 'acc.fire', [])).toMatchObject({ id: 'all' });
    expect(checklistFor(lists, 'env.dust', [])).toBeUndefined();
    expect(checklistFor([...lists, list('gas', 3, ['nat.'])], 'acc.infra.gas_leak', [])).toMatchObject({ id: 'all' });
    const retired = { ...list('gas', 3, ['acc.infra.gas']), retiredAt: '2026-11-22T01:40:00.000Z' };
    expect(checklistFor([...lists, retired], 'acc.infra.gas_leak', [])).toMatchObject({ id: 'all' });
    expect(checklistFor([...lists, retired], 'acc.infra.gas_leak', [line('ticked', 'gas@3#one')])).toMatchObject({
      version: 3,
    });
    expect(checklistFor(lists, 'acc.infra.gas_leak', [line('ticked', 'gas@1#one')])).toMatchObject({ version: 1 });
  });

  it('show the last word on each item', () => {
    const shown = (...lines: string[]) =>
      ticked(
        list('gas', 1, ['x']),
        lines.map((what) => line(what, 'gas@1#one')),
      ).items[0]?.by;
    expect(shown('ticked')).toBe('李明');
    expect(shown('ticked', 'unticked')).toBeNull();
    expect(shown()).toBeNull();
  });
});

describe('what is looked up', () => {
  it('a number is the same number however it is written; what is none is none', () => {
    for (const text of [
      '13812341234',
      '138 1234 1234',
      '+86-138-1234-1234',
      '008613812341234',
      '１３８１２３４１２３４',
    ])
      expect(phoneOf(text)).toBe('13812341234');
    expect(phoneOf('(0532) 8888 6666')).toBe('053288886666');
    for (const text of ['海尔路', '2470', '12345', '138123412341234567']) expect(phoneOf(text)).toBeNull();
    expect(callerOf({ phone: '138 1234 1234' })).toBe('13812341234');
    expect(callerOf({ name: '王' })).toBeNull();
  });

  it('words are folded and hold no number', () => {
    expect(foldWords('ＡＢ 電梯 困人')).toBe('ab电梯困人');
    expect(foldWords('电话13812341234')).not.toContain('13812341234');
  });
});
