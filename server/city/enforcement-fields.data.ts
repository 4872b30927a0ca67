import type { EnforcementField } from '../../protocol/unit.js';

const OURS = 'city-brain: 21 fields, names ours (the number follows Guangzhou, the press gives no list)';

type Row = [code: string, nameZh: string, nameEn: string, types: string[]];

const ROWS: readonly Row[] = [
  ['city-appearance', '市容环境卫生', 'City appearance', ['env.']],
  ['street-order', '街面秩序', 'Street order', ['street.', 'complaint.street_order']],
  ['outdoor-advertising', '户外广告招牌', 'Outdoor advertising', ['advert.', 'complaint.graffiti']],
  ['illegal-building', '违法建设', 'Illegal building', ['env.unauthorised_structure', 'complaint.illegal_building']],
  ['construction-site', '建设工地', 'Construction sites', ['construction.', 'complaint.safety.site']],
  ['construction-noise', '施工噪声', 'Construction noise', ['construction.nuisance', 'complaint.noise.construction']],
  [
    'construction-waste',
    '建筑垃圾',
    'Construction waste',
    ['env.rubble', 'env.spillage', 'construction.waste', 'complaint.dumping'],
  ],
  ['parking', '停车秩序', 'Parking', ['street.car_parking', 'street.bike_parking', 'complaint.parking']],
  [
    'municipal-facilities',
    '市政设施',
    'Municipal facilities',
    ['component.', 'env.damaged_road', 'complaint.road.damage', 'complaint.lighting'],
  ],
  ['landscaping', '园林绿化', 'Landscaping', ['env.dirty_green', 'env.hung_on_trees', 'complaint.green.']],
  [
    'household-waste',
    '生活垃圾分类',
    'Household waste',
    ['env.exposed_garbage', 'complaint.waste', 'complaint.bulky_waste'],
  ],
  ['cooking-fumes', '餐饮油烟', 'Cooking fumes', ['env.cooking_fumes', 'complaint.pollution.fumes']],
  [
    'social-noise',
    '社会生活噪声',
    'Social noise',
    ['street.commercial_noise', 'complaint.noise.commercial', 'complaint.noise.neighbour'],
  ],
  [
    'water-affairs',
    '水务河道',
    'Water affairs',
    ['env.dirty_water', 'env.water_order', 'complaint.pollution.water', 'complaint.drainage'],
  ],
  [
    'open-burning',
    '露天焚烧与扬尘',
    'Open burning and dust',
    ['env.burning', 'construction.dust', 'street.barbecue', 'complaint.pollution.air'],
  ],
  ['fire-passages', '消防通道与隐患', 'Fire passages and hazards', ['complaint.safety.fire', 'complaint.safety.ebike']],
  [
    'property-management',
    '物业管理',
    'Property management',
    ['complaint.housing.property', 'complaint.housing.decoration'],
  ],
  ['unlicensed-trade', '无证经营', 'Unlicensed trade', ['street.publications', 'complaint.market.licence']],
  ['food-stalls', '食品摊贩', 'Food stalls', ['complaint.market.food']],
  ['animals', '养犬与畜禽', 'Dogs and livestock', ['env.poultry', 'env.dead_animal']],
  ['labour', '劳动用工', 'Labour', ['complaint.service.labour']],
];

/** The enforcement fields a city starts with; `enforcement-fields.json` of its profile replaces them. The longest beginning of a type decides. */
export const ENFORCEMENT_FIELDS: readonly EnforcementField[] = ROWS.map(([code, nameZh, nameEn, types]) => ({
  code,
  nameZh,
  nameEn,
  types,
  source: OURS,
}));
