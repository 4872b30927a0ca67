import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { messages as en } from '../../../dashboard/src/screens/admin/messages.en.js';
import { messages as zh } from '../../../dashboard/src/screens/admin/messages.zh.js';
import { Permission, Reach } from '../../../protocol/identity.js';
import { curlExample, rhythmOf, tabsFor } from '../../../dashboard/src/screens/admin/admin.options.js';

describe('administration', () => {
  it('has words for every permission and every reach', () => {
    for (const { permission, reach } of [zh, en]) {
      expect(Object.keys(permission).sort()).toEqual(Permission.options.map((p) => p.replace('.', '-')).sort());
      expect(Object.keys(reach).sort()).toEqual([...Reach.options].sort());
    }
  });

  it('shows each account the tabs of its permissions only', () => {
    expect(tabsFor((p) => p === 'audit.read')).toEqual(['audit']);
    expect(tabsFor((p) => p === 'sources.manage' || p === 'deadletters.manage')).toEqual(['sources', 'letters']);
    expect(tabsFor(() => false)).toEqual([]);
  });

  it('writes a command whose words a shell reads as they are, quotes included', () => {
    const command = curlExample({
      origin: "https://o'brien.example",
      key: 'cb_1_$x`y',
      stream: 'risk',
      at: '2026-11-22T01:00:00Z',
    });
    const words = execFileSync('sh', ['-c', command.replace(/^curl/, "printf '%s\\n'")], { encoding: 'utf8' })
      .trim()
      .split('\n');
    expect(words).toEqual([
      '-X',
      'POST',
      "https://o'brien.example/api/v1/intake/observations",
      '-H',
      'Authorization: Bearer cb_1_$x`y',
      '-H',
      'Content-Type: application/json',
      '-d',
      '{"id":"test-2026-11-22T01:00:00Z","stream":"risk","type":"risk.other","occurredAt":"2026-11-22T01:00:00Z","title":"test"}',
    ]);
  });

  it('reads a rhythm in whole seconds, none, or a fault', () => {
    expect(['', ' ', '60', '0', '1.5', 'x', '31536001', '31536000'].map(rhythmOf)).toEqual([
      null,
      null,
      60,
      undefined,
      undefined,
      undefined,
      undefined,
      31_536_000,
    ]);
  });
});
