import type { WarningColour } from '../../../../../protocol/warning.js';

/** Level of a topic in the monthly alert, the most severe first: the four colours of risk, not of an official warning. */
export type Level = WarningColour;

interface Tone {
  /** Text and lines. */
  ink: string;
  /** Sign, told apart by colour-blind readers too. */
  sign: string;
  edge: string;
  /** Ground under the interval, and under the tag. */
  fill: string;
  ground: string;
  line: string;
}

/** Colours on white paper: text 5.3:1 and more; the signs differ in shape as well. @source design of the light pages §2 */
export const TONES: Record<Level, Tone> = {
  red: {
    ink: '#c0271a',
    sign: '#b71c10',
    edge: '#b71c10',
    fill: '#f4cdc9',
    ground: '#fbeae8',
    line: '#e6a69f',
  },
  orange: {
    ink: '#a85400',
    sign: '#e07b0c',
    edge: '#a85400',
    fill: '#f6dcc0',
    ground: '#fdf0e1',
    line: '#e8bd8a',
  },
  yellow: {
    ink: '#7a6200',
    sign: '#f0cf3a',
    edge: '#7a6200',
    fill: '#f0e6ba',
    ground: '#f8f2d4',
    line: '#d9c66a',
  },
  blue: {
    ink: '#1f5fa8',
    sign: '#1f5fa8',
    edge: '#1f5fa8',
    fill: '#cfe0f2',
    ground: '#e6eff8',
    line: '#9dc0e4',
  },
};

/** Ink, notes, bars, lines and the ramp of the map, light to deep. @source design of the light pages §2 */
export const INK = '#14202b';
export const NOTE = '#546473';
export const BAR = '#b7c5d0';
export const LINE = '#c3ced7';
export const DASH = '#7c8b98';
export const RAMP = ['#eef2f5', '#dde5eb', '#c6d3dd', '#a9bccb'] as const;
