import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Environment, loadConfig } from '../../server/platform/config.js';

describe('.env.example', () => {
  const lines = readFileSync('.env.example', 'utf8').split('\n');
  const assigned = lines.filter((line) => /^[A-Z]/.test(line)).map((line) => line.split('=') as [string, string]);

  it('names exactly the variables that are read', () => {
    expect(assigned.map(([name]) => name).sort()).toEqual(Object.keys(Environment.shape).sort());
  });

  it('shows the defaults: as it stands it changes nothing', () => {
    expect(loadConfig(Object.fromEntries(assigned))).toEqual(loadConfig({}));
  });

  it('explains each variable or group of variables', () => {
    lines.forEach((line, at) => {
      const isFirstOfGroup = /^[A-Z]/.test(line) && !/^[A-Z]/.test(lines[at - 1] ?? '');
      expect(!isFirstOfGroup || lines[at - 1]?.startsWith('#')).toBe(true);
    });
  });
});
