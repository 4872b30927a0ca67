/** Writes units.json, routing.json and posts.json: who serves the invented city. Same input, same bytes. Run: node simulator/lanchuan/generate-units.mjs */
import { readFileSync, writeFileSync } from 'node:fs';

const HERE = new URL('.', import.meta.url);
const read = (file) => JSON.parse(readFileSync(new URL(file, HERE), 'utf8')).features;
const write = (file, rows) => writeFileSync(new URL(file, HERE), `${JSON.stringify(rows, null, 2)}\n`);

const districts = read('districts.geojson').map((f) => f.properties);
const streets = read('streets.geojson').map((f) => f.properties);
const places = read('places.geojson').map((f) => ({ ...f.properties, center: f.geometry.coordinates }));
/** Street teams of each district; each looks after some streets. */
const TEAMS = { 990101: 4, 990102: 4, 990103: 2, 990104: 3, 990105: 2, 990106: 2, 990107: 1, 990108: 2, 990109: 2 };
/** A street team works from early morning to late evening in two turns; at night the mobile squads stand in. */
const DAY = { from: '07:00', to: '22:00' };
const TURNS = [
  { from: '07:00', to: '14:30' },
  { from: '14:30', to: '22:00' },
];
const SURNAMES = [...'陈林周吴许沈陆顾唐叶方傅程蒋韩潘姚汪邱段'];
const GIVEN = '志远 晓梅 建国 文静 海涛 丽华 宇航 春燕 立新 秀兰 俊杰 雨桐 明辉 佳宁 国栋 玉珍 浩然 思敏'.split(' ');

let drawn = 0;
const person = () => SURNAMES[(drawn * 7) % SURNAMES.length] + GIVEN[(drawn++ * 5) % GIVEN.length];
const people = (n) => Array.from({ length: n }, person);
let phones = 0;
/** Numbers of a range that is not given to anybody. */
const phone = () => `1390000${String(8000 + phones++)}`;
const district = (code) => districts.find((d) => d.code === code);
const short = (area) => area.name.replace(/(街道|镇|区)$/, '');
const shortEn = (area) => area.nameEn.replace(/ (Subdistrict|Town|District)$/, '');
const round = (degrees) => Math.round(degrees * 1e5) / 1e5;

const units = [];
const routing = [];
const posts = [];

for (const [code, count] of Object.entries(TEAMS)) streetTeams(district(code), count);
mobileSquads();
fireStations();
hospitals();
crews();
complaintDesk();
centrePosts();
write('units.json', units);
write('routing.json', routing);
write('posts.json', posts);

/** The streets with most people lead; each other street goes to the nearest of them. */
function streetTeams(area, count) {
  const own = streets.filter((s) => s.district === area.code).sort((a, b) => b.population - a.population);
  const leads = own.slice(0, count);
  for (const lead of leads) {
    const n = units.length + 1;
    const id = `ZF-${String(n).padStart(2, '0')}`;
    const served = own.filter((s) => nearest(leads, s) === lead).sort((a, b) => (a.code < b.code ? -1 : 1));
    units.push({
      id,
      name: `${short(lead)}综合执法队`,
      nameEn: `${shortEn(lead)} enforcement team`,
      type: 'enforcement',
      fields: ['*'],
      organisation: `${area.name}综合行政执法局`,
      organisationEn: `${area.nameEn} Enforcement Bureau`,
      district: area.code,
      areas: served.map((s) => s.code),
      crew: 4,
      phone: phone(),
      capacity: 4,
      lon: round(lead.center[0] + 0.0012),
      lat: round(lead.center[1] - 0.0009),
      duty: 'roster',
    });
    for (const street of served)
      routing.push({ match: '*', area: street.code, unit: id, ...DAY, source: '澜川市一支队伍管到底清单' });
    posts.push({
      id: `${id}-lead`,
      name: `${short(lead)}执法队带队`,
      nameEn: `${shortEn(lead)} team leader`,
      district: area.code,
      unit: id,
      hours: TURNS,
      people: people(4),
    });
  }
}

function mobileSquads() {
  const beats = [
    ['机动一中队', 'First mobile squad', ['990101', '990106', '990108']],
    ['机动二中队', 'Second mobile squad', ['990102', '990109']],
    ['机动三中队', 'Third mobile squad', ['990103', '990104', '990105', '990107']],
  ];
  for (const [n, [name, nameEn, codes]] of beats.entries()) {
    const home = district(codes[0]);
    const id = `JD-${n + 1}`;
    const organisation = { organisation: '澜川市综合行政执法总队', organisationEn: 'Lanchuan Enforcement Corps' };
    units.push({
      id,
      name: `综合执法${name}`,
      nameEn,
      type: 'enforcement',
      fields: ['*'],
      ...organisation,
      district: home.code,
      areas: codes,
      crew: 6,
      phone: phone(),
      capacity: 3,
      ...near(home, n),
    });
    for (const code of codes)
      routing.push({ match: '*', area: code, unit: id, from: DAY.to, to: DAY.from, source: '澜川市夜间执法值守表' });
  }
}

/** What citizens ask of an authority that has no team on the street goes to one desk, which answers or passes it on. */
function complaintDesk() {
  const home = district('990101');
  units.push({
    id: 'SQ-01',
    name: '市民诉求办理中心',
    nameEn: 'Complaint centre',
    type: 'community',
    fields: [],
    organisation: '澜川市城市运行管理中心',
    organisationEn: 'Lanchuan Operations Centre',
    district: home.code,
    areas: districts.map(({ code }) => code),
    crew: 40,
    phone: phone(),
    capacity: 80,
    ...near(home, 9),
  });
  routing.push({ match: 'type:complaint.', area: '-', unit: 'SQ-01', source: '澜川市12345分派规则' });
}

function fireStations() {
  const organisation = { organisation: '澜川市消防救援支队', organisationEn: 'Lanchuan Fire and Rescue' };
  const stations = places.filter((p) => p.kind === 'fire');
  // Each district has the station nearest to its middle; two have none inside and borrow the nearest.
  const chosen = new Set(districts.map((d) => nearest(stations, d)));
  for (const [n, station] of [...chosen].entries()) {
    const name = station.name.replace('消防站', '消防救援站');
    units.push({
      id: `XF-${n + 1}`,
      name,
      nameEn: station.nameEn.replace('Fire Station', 'Fire Station crew'),
      type: 'fire',
      skills: n === 0 ? ['fire', 'rescue', 'hazmat'] : ['fire', 'rescue'],
      ...organisation,
      crew: n === 0 ? 12 : 7,
      phone: phone(),
      capacity: 'exclusive',
      lon: station.center[0],
      lat: station.center[1],
    });
  }
}

function hospitals() {
  const organisation = { organisation: '澜川市急救中心', organisationEn: 'Lanchuan Emergency Medical Centre' };
  const sites = places.filter((p) => /^澜川市第[二三六]人民医院$/.test(p.name));
  for (const [n, site] of sites.entries())
    units.push({
      id: `JJ-${n + 1}`,
      name: `120急救${n + 1}组`,
      nameEn: `Ambulance crew ${n + 1}`,
      type: 'medical',
      ...organisation,
      crew: 3,
      phone: phone(),
      capacity: 'exclusive',
      lon: site.center[0],
      lat: site.center[1],
    });
}

function crews() {
  const kinds = [
    [
      'JJD',
      'traffic-police',
      '交警支队%直属中队',
      'Traffic squad, %',
      '澜川市公安局交警支队',
      'Lanchuan Traffic Police',
      2,
      3,
      ['990101', '990102', '990104', '990105', '990108'],
    ],
    [
      'XT',
      'police',
      '巡特警%巡组',
      'Patrol, %',
      '澜川市公安局巡特警支队',
      'Lanchuan Police Patrol',
      4,
      2,
      ['990101', '990102', '990103'],
    ],
    [
      'RQ',
      'gas',
      '燃气抢修%班',
      'Gas repair crew, %',
      '澜川燃气集团',
      'Lanchuan Gas',
      5,
      1,
      ['990101', '990102', '990104'],
    ],
    [
      'GS',
      'water',
      '供水抢修%班',
      'Water repair crew, %',
      '澜川水务集团',
      'Lanchuan Water',
      5,
      1,
      ['990101', '990102', '990105'],
    ],
    [
      'PS',
      'drainage',
      '排水防涝%队',
      'Drainage team, %',
      '澜川市排水管理中心',
      'Lanchuan Drainage Centre',
      6,
      2,
      ['990101', '990102'],
    ],
    [
      'DL',
      'power',
      '配网抢修%班',
      'Grid repair crew, %',
      '澜川供电公司',
      'Lanchuan Power Supply',
      4,
      1,
      ['990101', '990102', '990104'],
    ],
    ['GR', 'heat', '供热抢修%班', 'Heating repair crew, %', '澜川热力公司', 'Lanchuan Heating', 5, 1, ['990103']],
    [
      'TX',
      'telecom',
      '通信保障%组',
      'Telecom crew, %',
      '澜川市通信保障队',
      'Lanchuan Telecom Support',
      3,
      2,
      ['990102'],
    ],
    ['DT', 'lift', '电梯救援%组', 'Lift rescue, %', '澜川市电梯应急救援站', 'Lanchuan Lift Rescue', 3, 1, ['990101']],
    [
      'HW',
      'sanitation',
      '%环卫机扫班',
      'Sanitation crew, %',
      '澜川市环境卫生中心',
      'Lanchuan Sanitation',
      8,
      5,
      ['990101', '990102', '990104', '990109'],
    ],
    [
      'YL',
      'greening',
      '%园林养护班',
      'Greening crew, %',
      '澜川市园林绿化中心',
      'Lanchuan Greening',
      6,
      4,
      ['990101', '990105'],
    ],
    [
      'SZ',
      'municipal',
      '%市政养护班',
      'Road works crew, %',
      '澜川市市政设施中心',
      'Lanchuan Municipal Works',
      6,
      3,
      ['990101', '990102', '990105', '990108'],
    ],
    [
      'YJ',
      'emergency',
      '综合应急救援%分队',
      'Emergency squad, %',
      '澜川市应急管理局',
      'Lanchuan Emergency Management',
      10,
      2,
      ['990103', '990107'],
    ],
  ];
  for (const [prefix, type, name, nameEn, organisation, organisationEn, crew, capacity, codes] of kinds) {
    for (const [n, code] of codes.entries()) {
      const area = district(code);
      units.push({
        id: `${prefix}-${n + 1}`,
        name: name.replace('%', short(area)),
        nameEn: nameEn.replace('%', shortEn(area)),
        type,
        organisation,
        organisationEn,
        crew,
        phone: phone(),
        capacity: capacity === 1 ? 'exclusive' : capacity,
        ...near(area, prefix.charCodeAt(0) + prefix.charCodeAt(1) + n),
      });
    }
  }
}

/** The centre's own posts, round the clock in three turns of eight hours or two of twelve; `duty-desk`, `shift-lead` and `duty-leader` are those that escalations turn to. */
function centrePosts() {
  const twelve = [
    { from: '08:00', to: '20:00' },
    { from: '20:00', to: '08:00' },
  ];
  const eight = [
    { from: '08:00', to: '16:00' },
    { from: '16:00', to: '00:00' },
    { from: '00:00', to: '08:00' },
  ];
  posts.push(
    {
      id: 'duty-leader',
      name: '带班领导',
      nameEn: 'Leader on duty',
      hours: [{ from: '08:00', to: '08:00' }],
      people: people(5),
    },
    { id: 'shift-lead', name: '值班长', nameEn: 'Shift lead', hours: twelve, people: people(4) },
    { id: 'centre-calls', name: '接报席', nameEn: 'Call desk', hours: eight, people: people(6) },
    { id: 'centre-dispatch', name: '派单席', nameEn: 'Dispatch desk', hours: eight, people: people(6) },
    { id: 'duty-desk', name: '值班席', nameEn: 'Duty desk', hours: eight, people: people(6) },
  );
}

function nearest(list, { center }) {
  return list.reduce((best, one) => (distance(one.center, center) < distance(best.center, center) ? one : best));
}

function distance([a, b], [c, d]) {
  return Math.hypot((a - c) * 0.78, b - d);
}

/** A depot near a place of the district, another one for each `n`. */
function near(area, n) {
  const own = places.filter(
    (p) => p.street.startsWith(area.code) && ['school', 'fuel', 'mall', 'metro'].includes(p.kind),
  );
  const at = own[(n * 13) % own.length].center;
  return { lon: round(at[0] + 0.0008), lat: round(at[1] + 0.0006) };
}
