import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { itemOf, letterOf } from '../../../server/intake/sources/mqtt-message.rules.js';

const of = (topic: string, payload: string) => letterOf(topic, Buffer.from(payload));

it.each([
  ['in/gas', 'json'],
  ['in/gas/ndjson', 'ndjson'],
  ['in/gas/cloudevents', 'cloudevents'],
])('%s is a body of its source', (topic, format) => {
  expect(of(topic, '{}')).toMatchObject({ kind: 'body', source: 'gas', format });
});

it('a sensor sends a bare number or a small object', () => {
  expect(of('in/gas/sensors/m1/ch4', ' 4.5 ')).toMatchObject({ sensor: 'm1/ch4', measured: { value: 4.5 } });
  const sent = { value: -1, at: '2026-07-28T19:00:00+08:00', unit: '%LEL', quality: 'suspect' };
  expect(of('in/gas/sensors/m1', JSON.stringify(sent))).toMatchObject({ kind: 'reading', measured: sent });
});

it.each([
  '',
  'NaN',
  '0x10',
  '1,5',
  '"4"',
  '[4]',
  '{"value":"4"}',
  '{"value":4,"more":1}',
  `{"value":4,"at":5}`,
  '9'.repeat(5000),
])('%s is no measured value', (payload) => {
  expect(of('in/gas/sensors/m1', payload)).toMatchObject({ kind: 'fault', fault: { code: 'mqtt/not-a-value' } });
});

it.each(['in/gas/other', 'in/gas/sensors', 'in/gas/ndjson/more'])('%s is a topic for nothing', (topic) => {
  expect(of(topic, '1')).toMatchObject({ kind: 'fault', source: 'gas', fault: { code: 'mqtt/unknown-topic' } });
});

it('never throws, whatever the topic and the bytes', () => {
  fc.assert(
    fc.property(fc.string(), fc.uint8Array(), (topic, bytes) => {
      letterOf(`in/${topic}`, Buffer.from(bytes));
      letterOf(`in/a/sensors/${topic}`, Buffer.from(bytes));
    }),
  );
});

it('a value without a time is as old as its receipt', () => {
  const now = '2026-07-28T11:00:00.000Z';
  expect(JSON.parse(itemOf('m1', { value: 2, unit: 'cm' }, now).toString())).toEqual({
    ...{ stream: 'risk', type: 'risk.other', occurredAt: now },
    reading: { sensor: 'm1', value: 2, unit: 'cm' },
  });
});
