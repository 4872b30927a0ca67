/** Colours of tokens.css for canvases, which cannot read CSS variables. A test keeps the two equal. */
export const COLOURS = {
  bg: '#0e1318',
  sea: '#0b1014',
  panel: '#141a20',
  panel2: '#1a2129',
  line: '#232c35',
  line2: '#303c48',
  hi: '#e9eef2',
  tx: '#c3ced7',
  mid: '#92a0ac',
  low: '#7c8a96',
  norm: '#7e93a4',
  normfill: '#2a3640',
  p1: '#f5554a',
  p2: '#ee8f20',
  p3: '#ffe88f',
  p4: '#5aa2ea',
  acc: '#7cc4ff',
  stale: '#d7b8ff',
} as const;

/** The typeface of canvases and maps: the same stack as base.css. */
export const TYPEFACE = "'Noto Sans SC Variable', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";

/** Colours of light.css for the same. */
export const LIGHT = {
  hi: '#14202b',
  tx: '#2b3a47',
  mid: '#546473',
  low: '#5b6a78',
  line: '#d5dde4',
  norm: '#546473',
  normfill: '#d5dde4',
  p1: '#c0271a',
  p2: '#a85400',
} as const;
