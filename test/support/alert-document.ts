import type { AlertDocument } from '../../protocol/alert.js';
import type { AlertRisk } from '../../protocol/alert-risk.js';
import { written, type AlertFigure, type AlertSentence } from '../../protocol/alert-text.js';

const MONTH = '2026-12';
const YEARS = [2023, 2024, 2025];
const TEXT_AT = { by: 'operator', at: '2026-11-27T09:00:00.000Z' };

/** What one risk of the example counts; everything else is worked out from it. */
interface Numbers {
  id: string;
  zh: string;
  en: string;
  colour: AlertRisk['colour'];
  types: string[];
  capCategory: string;
  lead: AlertRisk['lead'];
  last: number;
  years: [number, number, number];
  expected: [value: number, low: number, high: number];
  street: string;
}

const FIRE: AlertRisk['lead'] = { id: 'fire', zh: '消防救援机构', en: 'Fire and rescue' };
const GAS: AlertRisk['lead'] = { id: 'housing', zh: '住房和城乡建设部门', en: 'Housing and construction' };
const WATER: AlertRisk['lead'] = { id: 'water', zh: '水务部门', en: 'Water authority' };

const RISKS: readonly Numbers[] = [
  {
    ...{ id: 'fire', zh: '住宅与电动自行车火灾', en: 'Fires in homes and of e-bikes', colour: 'orange', lead: FIRE },
    ...{ types: ['acc.fire', 'complaint.safety.fire'], capCategory: 'Fire', street: '老港路' },
    ...{ last: 97, years: [126, 139, 144], expected: [152, 133, 172] },
  },
  {
    ...{ id: 'gas', zh: '燃气泄漏', en: 'Gas leaks', colour: 'orange', lead: GAS, street: '锦东街' },
    ...{ types: ['acc.infra.gas_leak', 'sudden.gas_pipe'], capCategory: 'Infra' },
    ...{ last: 17, years: [19, 27, 31], expected: [33, 25, 42] },
  },
  {
    ...{ id: 'pipes', zh: '供水管网冻裂与爆管', en: 'Frozen and burst water mains', colour: 'blue', lead: WATER },
    ...{ types: ['sudden.water_main'], capCategory: 'Infra', street: '砚池路' },
    ...{ last: 22, years: [36, 41, 39], expected: [44, 31, 60] },
  },
];

/** A whole alert document that agrees with itself: three risks, all kinds of sentences, one override. Changes go on top. */
export function alertDocument(over: Partial<AlertDocument> = {}): AlertDocument {
  const figures: Record<string, AlertFigure> = {};
  const risks = RISKS.map((numbers, i) => riskOf(numbers, i + 1, figures));
  const total = RISKS.reduce((sum, { last }) => sum + last, 0);
  put(
    figures,
    counted(
      'all.last',
      total,
      RISKS.flatMap((r) => r.types),
    ),
  );
  put(figures, derived('all.risks', RISKS.length, String(RISKS.length)));
  for (const [i, n] of [59, 47, 30].entries()) put(figures, counted(`map.99010${i + 1}`, n, [], `99010${i + 1}`));
  const sentence = writer(figures);
  return {
    ...{ id: '9901-AQTS-2026-12', no: '安全提示〔2026〕12号', kind: 'monthly', month: MONTH, version: 1 },
    city: { code: '9901', name: { zh: '澜川市', en: 'Lanchuan' } },
    issuer: { zh: '澜川市安全生产委员会办公室', en: 'Lanchuan Work Safety Office' },
    title: { zh: '2026年12月城市安全风险提示', en: 'City safety alert, December 2026' },
    ...{ validFrom: '2026-12-01', validTo: '2026-12-31' },
    summary: [
      sentence(
        'summary.1',
        '本月重点防范{all.risks}类风险；上月这几类事件共{all.last}起。',
        'This month {all.risks} risks lead; last month they made {all.last} events.',
      ),
    ],
    outlook: {
      sentences: [
        {
          ...{
            id: 'outlook.1',
            zh: '气温下降，取暖用电、用气增加。',
            en: 'It gets colder; more is heated and cooked with gas.',
          },
          ...{ pattern: null, figures: [], edited: TEXT_AT },
        },
      ],
      days: [
        {
          from: '2026-12-21',
          to: '2026-12-22',
          name: { zh: '冬至', en: 'Winter solstice' },
          kind: 'season',
          source: 'GB/T 33661-2017',
        },
        {
          from: '2026-12-31',
          to: '2026-12-31',
          name: { zh: '跨年活动', en: 'New Year’s Eve' },
          kind: 'event',
          source: 'city',
        },
      ],
    },
    risks,
    map: {
      districts: [59, 47, 30].map((value, i) => ({
        ...{
          district: `99010${i + 1}`,
          name: { zh: ['锦渡区', '望潮区', '石鹭区'][i] as string, en: ['Jindu', 'Wangchao', 'Shilu'][i] as string },
        },
        ...{ figure: `map.99010${i + 1}`, value },
      })),
      cells: [{ h3: '882d04d9bdfffff', figure: 'fire.place-1', value: 24, risk: 'fire' }],
    },
    advice: [advice('all.1', 'citizens', '遇险先撤离，再报警。', 'Leave first, then call.')],
    checked: [
      {
        ...{
          risk: 'fire',
          name: { zh: '住宅与电动自行车火灾', en: 'Fires in homes and of e-bikes' },
          month: '2026-11',
        },
        ...{ expected: { value: 109, low: 94, high: 124 }, seen: 'fire.last', result: 'inside' },
      },
    ],
    hotlines: [
      { number: '119', name: { zh: '火警', en: 'Fire' } },
      { number: '12345', name: { zh: '政务服务', en: 'City services' } },
    ],
    figures,
    inputs: {
      ...{ compile: 1, compiledAt: '2026-11-25T01:00:00.000Z', seq: 4711, countedTo: '2026-11-24', rows: 1456 },
      hash: '7f3a91c2b5d0e6a48f1c7b3d92e05a6c4f8e1d7b0a3c6958e2f4b1d7a9c3e05d',
      method: [
        {
          ...{
            id: 'method.1',
            zh: '排序按预计次数、严重程度与趋势之积。',
            en: 'Ranked by expected number, severity and trend, multiplied.',
          },
          ...{ pattern: null, figures: [], edited: null },
        },
      ],
    },
    correction: null,
    ...over,
  };
}

function riskOf(
  { id, zh, en, last, years, expected, ...of }: Numbers,
  rank: number,
  figures: Record<string, AlertFigure>,
): AlertRisk {
  const mean = years.reduce((a, b) => a + b, 0) / years.length;
  const change = (expected[0] / mean - 1) * 100;
  const one = (name: string, value: number) => put(figures, counted(`${id}.${name}`, value, of.types));
  one('last', last);
  years.forEach((value, i) => one(`year-${YEARS[i]}`, value));
  put(figures, derived(`${id}.mean`, mean, mean.toFixed(1)));
  put(figures, derived(`${id}.change`, change, `${change < 0 ? '' : '+'}${change.toFixed(1)}%`));
  put(figures, derived(`${id}.trend`, 1.1, '1.10'));
  (['expected', 'low', 'high'] as const).forEach((name, i) =>
    put(figures, derived(`${id}.${name}`, expected[i] as number, String(expected[i]))),
  );
  put(figures, counted(`${id}.place-1`, Math.round(last / 4), of.types));
  const [value, low, high] = expected;
  const name = { zh, en };
  const sentence = writer(figures);
  return {
    ...{ id, rank, name, colour: of.colour, unit: { zh: '起', en: 'events' }, streams: ['incident'] },
    ...{ types: of.types, capCategory: of.capCategory },
    score: {
      ...{ expected: value, severity: 9, trend: 1.1, score: value * 9 * 1.1 },
      districts: [
        { district: '990101', name: { zh: '锦渡区', en: 'Jindu' }, figure: `${id}.place-1`, score: value * 3 },
      ],
    },
    figures: {
      ...{ last: `${id}.last`, mean: `${id}.mean`, trend: `${id}.trend`, change: `${id}.change` },
      ...{ expected: `${id}.expected`, low: `${id}.low`, high: `${id}.high` },
    },
    sentences: [
      sentence(
        `${id}.1`,
        `近3年12月平均{${id}.mean}起，上月{${id}.last}起；预计12月{${id}.expected}起，80%区间{${id}.low}至{${id}.high}起，较平均{${id}.change}。`,
        `The last 3 Decembers had {${id}.mean} on average, last month {${id}.last}; {${id}.expected} are expected, 80% interval {${id}.low} to {${id}.high}, {${id}.change} against the mean.`,
      ),
    ],
    forecast: {
      ...{ missing: null, total: { value, low, high }, asOf: '2026-11-25' },
      history: { from: '2023-10-01', to: '2026-11-24', days: 1151, events: 4210 },
      backtest: { origins: 26, points: 728, mae: 1.84, naiveMae: 2.4, skill: 0.23, coverage: 0.81 },
    },
    chart: {
      before: { label: '11', month: '2026-11', value: last, figure: `${id}.last`, low: null, high: null },
      years: years.map((n, i) => ({
        ...{ label: String(YEARS[i]), month: `${YEARS[i]}-12`, value: n, figure: `${id}.year-${YEARS[i]}` },
        ...{ low: null, high: null },
      })),
      ahead: { label: '2026', month: MONTH, value, figure: `${id}.expected`, low, high },
      mean,
      monthly: years.map((n, i) => ({ month: `${YEARS[i]}-12`, value: n })),
      caption: { zh: `近3年12月依次为${years.join('、')}起。`, en: `The last 3 Decembers had ${years.join(', ')}.` },
    },
    places: [
      {
        ...{ mark: rank, kind: 'street', risk: id, name: { zh: of.street, en: of.street }, district: '990101' },
        ...{ h3: null, at: [119.85 + rank / 100, 38.767], figure: `${id}.place-1` },
      },
    ],
    examples: [
      {
        ...{
          day: '2026-11-12',
          district: '990101',
          road: of.street,
          type: of.types[0] as string,
          typeName: name,
          priority: 1,
        },
        ...{
          hours: 3.5,
          text: { zh: `锦渡区${of.street}一带，${zh}，已处置。`, en: `Near ${of.street}, Jindu: ${en}; dealt with.` },
        },
      },
    ],
    ...{ lead: of.lead, others: rank === 1 ? [GAS] : [] },
    advice: [
      advice(`${id}.1`, 'citizens', '电动自行车不进楼入户充电。', 'Do not charge e-bikes indoors.'),
      advice(`${id}.2`, 'units', '物业每周巡查一次疏散通道。', 'Property managers inspect escape routes weekly.'),
    ],
  };
}

function advice(id: string, to: 'citizens' | 'units', zh: string, en: string) {
  return { id, to, zh, en, from: { text: id, version: 1 } };
}

function writer(figures: Readonly<Record<string, AlertFigure>>) {
  return (id: string, zh: string, en: string): AlertSentence => ({
    ...{ id, pattern: { zh, en }, edited: null },
    figures: [...new Set([...zh.matchAll(/\{([^}]+)\}/g)].map((m) => m[1] as string))],
    ...{ zh: written(zh, figures, 'zh'), en: written(en, figures, 'en') },
  });
}

function counted(id: string, value: number, types: readonly string[], district?: string): AlertFigure {
  const filters = new URLSearchParams({
    query: 'alerts.inputs',
    alert: '9901-AQTS-2026-12',
    compile: '1',
    type: types.join(','),
  });
  if (district) filters.set('district', district);
  return { id, kind: 'counted', value, query: filters.toString(), text: both(String(value)), written: null };
}

function derived(id: string, value: number, text: string): AlertFigure {
  return { ...counted(id, value, []), kind: 'derived', text: both(text) };
}

const both = (text: string) => ({ zh: text, en: text });

function put(figures: Record<string, AlertFigure>, figure: AlertFigure): void {
  figures[figure.id] = figure;
}
