import { describe, expect, it } from '@jest/globals';
import { Log } from '../../../server/platform/log.js';

function logged(write: (log: Log) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(new Log('info', { write: (line) => void lines.push(line) }));
  return lines.map((line) => {
    expect(line.trimEnd()).not.toMatch(/[\r\n\u2028]/);
    return JSON.parse(line) as Record<string, unknown>;
  });
}

describe('log', () => {
  it('an event is one line, whatever it holds', () => {
    const [line] = logged((log) => log.warn({ msg: 'a\r\nb\u001b[31m', header: 'x\ny' }, 'intake'));
    expect(line).toMatchObject({ level: 'warn', context: 'intake', msg: 'a\r\nb\u001b[31m' });
  });

  it('phone numbers and secrets do not get in, however deep', () => {
    const text = JSON.stringify(
      logged((log) => {
        log.log('caller 138 1234 5678');
        log.log({
          msg: 'x',
          body: { list: [{ note: '来电 13812345678', password: 'hunter2', reporter: { name: '王' } }] },
        });
        log.error(new Error('no such phone 13812345678'));
      }),
    );
    expect(text).not.toMatch(/12345678|1234 5678|hunter2|王/);
    expect(text).toContain('138****5678');
  });

  it('below the level nothing is written', () => {
    expect(logged((log) => log.debug('x'))).toEqual([]);
  });
});
