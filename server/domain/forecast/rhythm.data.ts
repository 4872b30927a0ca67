/** How a series of counts is read: its steps and how fast it is forgotten. All numbers in steps unless said. */
export interface Rhythm {
  /** Steps of a week: 7 for days, 1 for weeks. */
  week: number;
  /** Steps of a year in whole weeks, so that weekdays meet: 364 or 52. */
  year: number;
  /** Half the width of the window in which last year is looked at. */
  around: number;
  /** Over how many steps the growth since last year is measured. */
  trend: number;
  /** More growth than this (or its inverse) and last year is left out: the series is no longer the same. */
  mostGrowth: number;
  /** Share of a step's surprise that the level takes over. */
  smoothing: number;
  /** Weight of a step against the one after it, for the rhythm of the week. */
  forgetting: number;
  /** How much of last year's course is followed, 0 to 1. */
  course: number;
  /** Fewer steps than this give no forecast. */
  least: number;
  /** Steps of the first fit from which past forecasts are made. */
  firstFit: number;
  /** Origins from which past forecasts are made to measure how far they miss, and the steps between them. */
  origins: number;
  stride: number;
  /** Share of the past misses left out on each side. Few misses show too little of the edges: less than a tenth is left out. */
  tail: number;
}

/** @source chosen on the 311 series of Chicago and the crime series of Houston; figures in docs/forecast.md */
export const DAYS: Rhythm = {
  ...{ week: 7, year: 364, around: 14, trend: 182, mostGrowth: 2, smoothing: 0.12, forgetting: 0.99, course: 0.8 },
  ...{ least: 56, firstFit: 35, origins: 40, stride: 4, tail: 0.08 },
};
export const WEEKS: Rhythm = {
  ...{ week: 1, year: 52, around: 2, trend: 26, mostGrowth: 2, smoothing: 0.5, forgetting: 1, course: 0.8 },
  ...{ least: 16, firstFit: 56, origins: 40, stride: 1, tail: 0.08 },
};
