/** The four shapes ◆▲●■ on a 16 x 16 field: panels, lists and map marks draw the same ones. */
export const SEVERITY_PATH: Readonly<Record<1 | 2 | 3 | 4, string>> = {
  1: 'M8 1l7 7-7 7-7-7z',
  2: 'M8 1.5l7 13H1z',
  3: 'M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2z',
  4: 'M2.5 2.5h11v11h-11z',
};
