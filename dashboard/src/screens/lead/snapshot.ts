import type { Rows } from '@protocol/rows';
import type { Situation } from '@protocol/live/situation';
import type { Night } from './night.rules.js';

/** Rows behind a figure of the page, with the query that opens them. */
export interface Counted {
  query: string;
  rows: Rows;
}

/** Everything on the page at one place of the journal: figures, map, lists and sentence cannot contradict each other. */
export interface Snapshot {
  situation: Situation;
  night: Night;
  open: Counted;
  overdue: Counted;
  opened: Counted;
  grave: Counted;
  interrupted: Counted;
  warnings: Counted;
}
