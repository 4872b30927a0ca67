/** Writes sensors.json: where the invented city's instruments stand. Same input, same bytes. Run: node simulator/lanchuan/generate-sensors.mjs */
import { readFileSync, writeFileSync } from 'node:fs';

const HERE = new URL('.', import.meta.url);
const read = (file) => JSON.parse(readFileSync(new URL(file, HERE), 'utf8')).features;

/** What stands where: `of` chooses the places, `count` of them evenly through the list. */
const KINDS = [
  {
    prefix: 'CH4',
    metric: 'ch4',
    unit: '%LEL',
    source: 'iot-gas',
    every: 60,
    low: 0,
    high: 10,
    zh: '井下甲烷',
    en: 'manhole methane',
    of: manholes,
    count: 50,
    owner: '市燃气集团',
    ownerEn: 'Gas Company',
    range: [0, 100],
    frozenAfter: 1800,
    calibrateEvery: 365,
  },
  {
    prefix: 'WL',
    metric: 'level',
    unit: 'cm',
    source: 'iot-water',
    every: 60,
    low: 0,
    high: 15,
    zh: '水位',
    en: 'water level',
    of: ofKind('underpass'),
    count: 34,
    owner: '市水务局',
    ownerEn: 'Water Bureau',
    range: [0, 500],
    calibrateEvery: 365,
  },
  {
    prefix: 'RN',
    metric: 'rain',
    unit: 'mm/h',
    source: 'iot-rain',
    every: 60,
    low: 0,
    high: 20,
    zh: '雨量站',
    en: 'rain gauge',
    of: streetCentres,
    count: 20,
    owner: '市气象局',
    ownerEn: 'Weather Service',
    range: [0, 300],
    calibrateEvery: 365,
  },
  {
    prefix: 'PW',
    metric: 'power',
    unit: 'MW',
    source: 'iot-power',
    every: 30,
    low: 250,
    high: 850,
    zh: '变电站',
    en: 'substation',
    of: districtCentres,
    count: 9,
    owner: '市供电公司',
    ownerEn: 'Power Company',
    range: [0, 2000],
    frozenAfter: 900,
    calibrateEvery: 730,
  },
  {
    prefix: 'PR',
    metric: 'pressure',
    unit: 'kPa',
    source: 'iot-water',
    every: 60,
    low: 270,
    high: 370,
    zh: '管网压力',
    en: 'mains pressure',
    of: ofKind('fire'),
    count: 10,
    owner: '市自来水公司',
    ownerEn: 'Waterworks',
    range: [0, 1000],
    frozenAfter: 1800,
    calibrateEvery: 365,
  },
];
/** Way from a place to the manhole beside it, in degrees of longitude: some 16 m. */
const KERB = 0.00018;

const sensors = KINDS.flatMap((kind) =>
  spread(kind.of(), kind.count).map((place, n) => ({
    id: `${kind.prefix}-${String(n + 1).padStart(4, '0')}`,
    metric: kind.metric,
    unit: kind.unit,
    name: `${place.name}${kind.zh}`,
    nameEn: `${place.nameEn} ${kind.en}`,
    source: kind.source,
    lon: place.lon,
    lat: place.lat,
    expectEverySeconds: kind.every,
    low: kind.low,
    high: kind.high,
    owner: kind.owner,
    ownerEn: kind.ownerEn,
    place: place.name,
    rangeLow: kind.range[0],
    rangeHigh: kind.range[1],
    frozenAfterSeconds: kind.frozenAfter,
    calibratedOn: calibrated(n),
    calibrateEveryDays: kind.calibrateEvery,
  })),
);
writeFileSync(new URL('sensors.json', HERE), `${JSON.stringify(sensors, null, 2)}\n`);

/** The crews went round the city through one year, a few instruments a day. */
function calibrated(n) {
  return new Date(Date.UTC(2026, 0, 5) + ((n * 17) % 310) * 86_400_000).toISOString().slice(0, 10);
}

function placesOf(features) {
  return features.map((f) => ({ ...f.properties, lon: f.geometry.coordinates[0], lat: f.geometry.coordinates[1] }));
}

function ofKind(kind) {
  return () => placesOf(read('places.geojson')).filter((p) => p.kind === kind);
}

/** Gas pipes run to malls, hospitals, schools and metro stations; the manhole is at the kerb. */
function manholes() {
  const near = ['mall', 'hospital', 'school', 'metro', 'plant'];
  return placesOf(read('places.geojson'))
    .filter((p) => near.includes(p.kind))
    .map((p) => ({ ...p, lon: round(p.lon + KERB), lat: p.lat }));
}

function streetCentres() {
  return centres('streets.geojson');
}

function districtCentres() {
  return centres('districts.geojson');
}

function centres(file) {
  return read(file).map((f) => ({ ...f.properties, lon: f.properties.center[0], lat: f.properties.center[1] }));
}

function spread(list, count) {
  return Array.from({ length: count }, (_, i) => list[Math.floor((i * list.length) / count)]);
}

function round(degrees) {
  return Math.round(degrees * 1e5) / 1e5;
}
