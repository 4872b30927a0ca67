import type { BarsPicture } from './draw/bars.rules.js';
import type { MapPicture } from './draw/district-map.rules.js';
import type { Level } from './draw/tone.data.js';

/** A figure with its name, as written: rounded, with its unit, in the language of the bulletin. */
export interface Stated {
  label: string;
  value: string;
}

/** A topic as readers see it. */
export interface BulletinRisk {
  numeral: string;
  name: string;
  level: Level;
  levelName: string;
  lead: string;
  /** Sentences on cause and course. */
  text: readonly string[];
  places: string;
  /** What happened lately, without names and numbers. */
  examples: readonly string[];
  bars: BarsPicture;
  running: Stated | null;
  mean: Stated;
  expected: { label: string; value: string; interval: string; change: string } | null;
}

export interface BulletinPlace {
  numeral: number;
  level: Level;
  name: string;
  topic: string;
  value: string;
}

/** A table as written: the first cell of a row names it. */
export interface BulletinTable {
  head: readonly string[];
  rows: readonly { cells: readonly string[]; marked: boolean }[];
}

/** What stands above the title when this is not the first and last word. */
export interface BulletinStrip {
  kind: 'corrected' | 'withdrawn' | 'superseded' | 'unpublished';
  text: string;
  link: { href: string; text: string } | null;
}

/** A monthly alert of one version in one language, in words and pictures: what page and paper both show. Holds no personal data. */
export interface Bulletin {
  lang: 'zh-CN' | 'en';
  id: string;
  version: number;
  issuer: string;
  kicker: string;
  title: string;
  /** Number, issue, validity and id. */
  identity: readonly Stated[];
  /** Says that this informs and advises, and is no official warning. */
  nature: string;
  strip: BulletinStrip | null;
  outlook: readonly string[];
  calendar: readonly { days: string; text: string }[];
  risks: readonly BulletinRisk[];
  risksNote: string;
  map: MapPicture;
  mapNote: string;
  places: readonly BulletinPlace[];
  advice: readonly { title: string; items: readonly string[] }[];
  phones: readonly { number: string; name: string }[];
  lastMonth: { title: string; note: string; table: BulletinTable } | null;
  sources: readonly string[];
  /** Who signed, with whom; the CAP identifier; the hash of the content. */
  colophon: readonly string[];
  hash: string;
  /** Address of this version's page. */
  url: string;
  publishedAt: Date;
  /** Says that all of it is invented; null in a real city. */
  demo: string | null;
}
