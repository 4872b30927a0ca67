/** Never suggested across more, whatever the words. @source issue 3 (B), acceptance 5 */
export const FARTHEST_M = 500;

/** A suggestion needs at least this score: as many right ones as we can have with nine in ten right. */
export const LEAST_SCORE = 0.65;

/**
 * What each sign adds to the log-odds that two reports are of one thing. Ours: chosen on half of the groups of test/fixtures/duplicates.zh.tsv, tried on the
 * other half, Los Angeles 311 and Chicago 311.
 */
export const WEIGHTS = {
  base: -3.4,
  sameType: 1.6,
  sameFamily: 1.6,
  relatedFamily: -2,
  /** Neither the types nor the words say what it is. */
  unknownFamily: -0.6,
  /** The words name different things under one type. */
  otherThing: -3,
  /** Times nearness: in space 1 at one place, 0 at one and a half of the family's metres, down to -1.5; in time 1 at once, 0 at its hours. */
  near: 2,
  soon: 1,
  /** Times the share of common words, 0..1. */
  words: 4,
  otherWords: -0.8,
  samePlate: 4,
  otherPlate: -5,
  sameShop: 1.2,
  otherShop: -2.5,
  sameNumber: 1.2,
  /** Another house or building number: for things at one door, and for things that fill a street. */
  otherNumber: -3.5,
  otherNumberWide: -0.3,
} as const;
