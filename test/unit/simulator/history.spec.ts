import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import type { Life } from '../../../simulator/city-life.js';
import { readGround } from '../../../simulator/ground.js';
import { HISTORY_MINUTES, workOf } from '../../../simulator/history.js';

const NOW = Math.floor(Date.parse('2026-11-22T02:00:00Z') / 60_000);
const life: Life = {
  seed: 1,
  zone: 'Asia/Shanghai',
  center: [119.9, 38.765],
  ground: readGround(fileURLToPath(new URL('../../../simulator/lanchuan', import.meta.url))),
  types: new Map(),
};
type Message = { id?: string; occurredAt?: string; state?: { status?: string } };
const said = (from: number, to: number) => [...workOf(life, { from, to })].map(({ message }) => message as Message);

describe('the past of the invented city', () => {
  const whole = said(NOW - HISTORY_MINUTES, NOW);

  it('is eight weeks at about sixty items an hour', () => {
    expect(whole.length / (HISTORY_MINUTES / 60)).toBeGreaterThan(45);
    expect(whole.length / (HISTORY_MINUTES / 60)).toBeLessThan(80);
  });

  it('leaves some forty items of the last six hours open', () => {
    const since = (NOW - 6 * 60) * 60_000;
    const open = whole.filter((m) => Date.parse(m.occurredAt ?? '') >= since && m.state?.status === '处置中');
    expect(open.length).toBeGreaterThan(15);
    expect(open.length).toBeLessThan(90);
  });

  it('has faults and duplicates in the last days only', () => {
    const old = whole.filter((m) => Date.parse(m.occurredAt ?? '') < (NOW - 3 * 1440) * 60_000);
    expect(new Set(old.map((m) => m.id)).size).toBe(old.length);
  });

  it('is told again word for word after a pause', () => {
    const [first, again] = [said(NOW - 90, NOW - 30), said(NOW - 60, NOW)];
    const before = new Map(first.map((m) => [m.id, JSON.stringify(m)]));
    const twice = again.filter((m) => before.has(m.id));
    expect(twice.length).toBeGreaterThan(10);
    for (const message of twice) expect(JSON.stringify(message)).toBe(before.get(message.id));
  });
});
