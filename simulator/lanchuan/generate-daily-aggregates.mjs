/**
 * Writes daily-aggregates.csv: work of the years before the service, by day, type and district, with season, weekday and trend.
 * Wide form of docs/city-profile.md: one column a district, cells opened/closed/onTime. Same bytes on every run.
 * Run: node simulator/lanchuan/generate-daily-aggregates.mjs
 */
import { readFileSync, writeFileSync } from 'node:fs';

const HERE = new URL('.', import.meta.url);
const DAY_MS = 86_400_000;
/** Longer than 36 months: the import takes the days before today, so the demo has its three years whenever it is started. */
const FROM = Date.parse('2023-10-01');
const TO = Date.parse('2027-09-30');
const SEED = 990101;

/** When the simulated weeks of a demo are as `perDay` says; years before it follow trend and season from there. */
const LEVEL = Date.parse('2026-10-25');

/**
 * `perDay` for the whole city as the simulator makes it, so that these years and the simulated weeks after them are one history; `trend` a year; `peak`
 * day of the year with most work and `swing` its strength; `weekend` factor; `onTime` share. Counted in a demo that had filled in its past:
 * `GET /api/v1/kpis/KPI-01-04/values?by=type&from=2026-09-28&to=2026-11-22`, by day. Count again when weights of simulator/mix change.
 */
const TYPES = [
  {
    type: 'complaint.noise.neighbour',
    perDay: 57.8,
    trend: -0.02,
    peak: 205,
    swing: 0.22,
    weekend: 1.15,
    onTime: 0.93,
  },
  { type: 'complaint.parking', perDay: 92.1, trend: 0.05, peak: 300, swing: 0.06, weekend: 0.9, onTime: 0.9 },
  { type: 'complaint.waste', perDay: 77.1, trend: -0.08, peak: 215, swing: 0.3, weekend: 0.85, onTime: 0.95 },
  { type: 'complaint.drainage', perDay: 41.5, trend: -0.05, peak: 208, swing: 0.5, weekend: 0.95, onTime: 0.88 },
  { type: 'complaint.heat.cold', perDay: 31.7, trend: -0.04, peak: 15, swing: 0.6, weekend: 1, onTime: 0.86 },
  { type: 'complaint.road.damage', perDay: 62.2, trend: -0.03, peak: 75, swing: 0.18, weekend: 0.7, onTime: 0.84 },
  { type: 'street.trading_outside', perDay: 114.5, trend: -0.12, peak: 190, swing: 0.25, weekend: 1.1, onTime: 0.96 },
  { type: 'street.car_parking', perDay: 74, trend: 0.02, peak: 300, swing: 0.05, weekend: 0.85, onTime: 0.95 },
  { type: 'env.exposed_garbage', perDay: 93.7, trend: -0.1, peak: 215, swing: 0.25, weekend: 0.9, onTime: 0.97 },
  { type: 'sudden.road_flooding', perDay: 13.5, trend: -0.06, peak: 208, swing: 0.6, weekend: 1, onTime: 0.9 },
  { type: 'acc.fire', perDay: 0.9, trend: -0.04, peak: 25, swing: 0.35, weekend: 1.05, onTime: 0.98 },
  { type: 'acc.infra.gas_leak', perDay: 1.2, trend: -0.09, peak: 10, swing: 0.3, weekend: 1, onTime: 0.99 },
  { type: 'env.damaged_road', perDay: 29.7, trend: -0.03, peak: 75, swing: 0.18, weekend: 1.1, onTime: 0.9 },
  { type: 'sudden.manhole', perDay: 13.8, trend: -0.04, peak: 208, swing: 0.25, weekend: 1, onTime: 0.94 },
  { type: 'sudden.tree', perDay: 4.1, trend: -0.02, peak: 208, swing: 0.5, weekend: 1, onTime: 0.92 },
  { type: 'acc.road', perDay: 6.8, trend: -0.03, peak: 330, swing: 0.12, weekend: 0.95, onTime: 0.97 },
  { type: 'complaint.water.outage', perDay: 36.9, trend: -0.03, peak: 205, swing: 0.2, weekend: 0.9, onTime: 0.92 },
  { type: 'complaint.power.outage', perDay: 31.7, trend: -0.05, peak: 205, swing: 0.25, weekend: 0.95, onTime: 0.93 },
  { type: 'complaint.lift', perDay: 18, trend: 0.03, peak: 205, swing: 0.1, weekend: 1, onTime: 0.94 },
  { type: 'advert.broken_sign', perDay: 12.9, trend: -0.03, peak: 205, swing: 0.3, weekend: 1.1, onTime: 0.93 },
];

const districts = JSON.parse(readFileSync(new URL('districts.geojson', HERE), 'utf8')).features.map(
  (f) => f.properties,
);
const people = districts.reduce((sum, d) => sum + d.population, 0);
const lines = [`day,type,${districts.map((d) => d.code).join(',')}`];
for (let ms = FROM; ms <= TO; ms += DAY_MS) {
  for (const [t, type] of TYPES.entries()) {
    const season = seasonOf(type, ms) / seasonOf(type, LEVEL);
    const expected = type.perDay * season * trendOf(type, ms) * weekdayOf(type, ms);
    const random = randomOf(SEED + t * 7919 + ms / DAY_MS);
    lines.push(
      [isoDay(ms), type.type, ...districts.map((d) => cellOf(random, (expected * d.population) / people, type))].join(),
    );
  }
}
writeFileSync(new URL('daily-aggregates.csv', HERE), `${lines.join('\n')}\n`);

function cellOf(random, mean, { onTime }) {
  const opened = poisson(random, mean);
  const closed = opened - (random() < 0.12 ? Math.min(1, opened) : 0);
  let late = 0;
  for (let i = 0; i < closed; i++) if (random() > onTime) late++;
  return opened === 0 ? '0' : `${opened}/${closed}/${closed - late}`;
}

function seasonOf({ peak, swing }, ms) {
  const yearDay = (ms - Date.UTC(new Date(ms).getUTCFullYear(), 0, 1)) / DAY_MS;
  return 1 + swing * Math.cos(((yearDay - peak) / 365.25) * 2 * Math.PI);
}

function trendOf({ trend }, ms) {
  return Math.exp((trend * (ms - LEVEL)) / (365.25 * DAY_MS));
}

function weekdayOf({ weekend }, ms) {
  return ([0, 6].includes(new Date(ms).getUTCDay()) ? weekend : 1) / ((5 + 2 * weekend) / 7);
}

/** Knuth's method: exact, and quick for the small means of one district. */
function poisson(random, mean) {
  const limit = Math.exp(-mean);
  let n = 0;
  for (let p = random(); p > limit; p *= random()) n++;
  return n;
}

/** mulberry32: small, seeded, the same everywhere. */
function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = Math.imul(state ^ (state >>> 15), 1 | state);
    z = (z + Math.imul(z ^ (z >>> 7), 61 | z)) ^ z;
    return ((z ^ (z >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function isoDay(ms) {
  return new Date(ms).toISOString().slice(0, 10);
}
