/** Writes cameras.json: where the invented city's cameras hang. Same input, same bytes. Run: node simulator/lanchuan/generate-cameras.mjs */
import { readFileSync, writeFileSync } from 'node:fs';

const HERE = new URL('.', import.meta.url);
const read = (file) => JSON.parse(readFileSync(new URL(file, HERE), 'utf8')).features;

/** Whose cameras they are, at which kinds of places, how many, and what each is called after its place. */
const KINDS = [
  {
    prefix: 'JJ',
    owner: '公安交警',
    ownerEn: 'Traffic Police',
    zh: '路口',
    en: 'junction',
    at: ['metro', 'mall'],
    n: 24,
  },
  { prefix: 'CG', owner: '城管执法', ownerEn: 'City Enforcement', zh: '沿街', en: 'street front', at: ['shop'], n: 26 },
  {
    prefix: 'SW',
    owner: '水务',
    ownerEn: 'Water Affairs',
    zh: '水位观测',
    en: 'water watch',
    at: ['underpass', 'reservoir'],
    n: 16,
  },
  { prefix: 'JY', owner: '教育', ownerEn: 'Education', zh: '校门', en: 'school gate', at: ['school'], n: 10 },
  {
    prefix: 'YJ',
    owner: '应急',
    ownerEn: 'Emergency Management',
    zh: '周界',
    en: 'perimeter',
    at: ['chem', 'plant', 'fuel'],
    n: 8,
  },
];
/** Every so manieth camera turns, and every so manieth is out of order. */
const [TURNS, BROKEN] = [4, 17];
/** A camera hangs across the road from its place, in degrees: some 20 m. */
const ACROSS = 0.0002;

const places = read('places.geojson').map((f) => ({
  ...f.properties,
  lon: f.geometry.coordinates[0],
  lat: f.geometry.coordinates[1],
}));
const streets = new Map(read('streets.geojson').map((f) => [f.properties.code, f.properties.name]));
let count = 0;

const cameras = KINDS.flatMap((kind) => {
  const all = places.filter((place) => kind.at.includes(place.kind));
  return spread(all, kind.n).map((place, n) => {
    const i = count++;
    return {
      code: `${kind.prefix}-${String(n + 1).padStart(4, '0')}`,
      name: `${place.name}${kind.zh}`,
      nameEn: `${place.nameEn} ${kind.en}`,
      lon: round(place.lon + ACROSS),
      lat: round(place.lat - ACROSS),
      address: `${streets.get(place.street) ?? ''}${place.name}`,
      ...(i % TURNS !== 0 && { direction: (i * 67) % 360 }),
      owner: kind.owner,
      ownerEn: kind.ownerEn,
      ...(i % BROKEN === BROKEN - 1 && { state: 'fault' }),
    };
  });
});
writeFileSync(new URL('cameras.json', HERE), `${JSON.stringify(cameras, null, 2)}\n`);

function spread(list, n) {
  return Array.from(
    { length: Math.min(n, list.length) },
    (_, i) => list[Math.floor((i * list.length) / Math.min(n, list.length))],
  );
}

function round(degrees) {
  return Math.round(degrees * 1e5) / 1e5;
}
