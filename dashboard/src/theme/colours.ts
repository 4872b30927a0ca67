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
