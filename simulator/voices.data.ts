import type { Crs } from '../protocol/geo.js';
import type { Stream } from '../protocol/observation.js';
import type { Shape } from './rhythm.js';

/** How a source of work items speaks. Together about 60 items an hour. */
export interface Voice {
  source: string;
  stream: Stream;
  prefix: string;
  perHour: number;
  shape: Shape;
  crs: Crs;
  /** Share of messages that give only an address. */
  addressOnly: number;
  /** Share of messages that name a reporter. */
  named: number;
  /** How much a rainstorm raises it at its height. */
  wetFactor: number;
}

export const VOICES: readonly Voice[] = [
  {
    source: '12345-hotline',
    stream: 'complaint',
    prefix: 'HL',
    perHour: 25,
    shape: 'office',
    crs: 'gcj02',
    addressOnly: 0.28,
    named: 0.9,
    wetFactor: 1.6,
  },
  {
    source: 'grid',
    stream: 'incident',
    prefix: 'WG',
    perHour: 16,
    shape: 'street',
    crs: 'cgcs2000',
    addressOnly: 0.02,
    named: 0,
    wetFactor: 1.2,
  },
  {
    source: 'video',
    stream: 'incident',
    prefix: 'SP',
    perHour: 12,
    shape: 'street',
    crs: 'wgs84',
    addressOnly: 0,
    named: 0,
    wetFactor: 0.4,
  },
  {
    source: 'snap',
    stream: 'complaint',
    prefix: 'SSP',
    perHour: 7,
    shape: 'citizen',
    crs: 'gcj02',
    addressOnly: 0.06,
    named: 0.7,
    wetFactor: 2,
  },
];

/** Family names and given names of invented callers. */
export const FAMILY_NAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'.split('');
export const GIVEN_NAMES = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂'.split('');
