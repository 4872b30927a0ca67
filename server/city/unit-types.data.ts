import type { Skill, UnitType, UnitTypeFacts } from '../../protocol/unit.js';

type Facts = [nameZh: string, nameEn: string, speedKmh: number, skills: Skill[]];

/**
 * Unit types: names, planning speed through the city and what such a unit can do unless its row says otherwise. The speeds are planning
 * values of ours for road distance in city traffic (blue light 35-40, repair vans 25-30, street teams on scooters and foot 18-20 km/h);
 * every estimate made with them says so. @source ours; no standard gives them
 */
const FACTS: Readonly<Record<UnitType, Facts>> = {
  enforcement: ['综合执法', 'Street enforcement', 20, ['enforcement']],
  municipal: ['市政养护', 'Municipal works', 25, ['road']],
  sanitation: ['环卫', 'Sanitation', 20, ['sanitation']],
  greening: ['园林绿化', 'Greening', 25, ['greening']],
  fire: ['消防救援', 'Fire and rescue', 35, ['fire', 'rescue']],
  police: ['公安', 'Police', 40, ['police']],
  'traffic-police': ['交警', 'Traffic police', 40, ['traffic', 'police']],
  medical: ['急救', 'Ambulance', 40, ['medical']],
  emergency: ['应急', 'Emergency management', 35, ['emergency', 'rescue']],
  gas: ['燃气抢修', 'Gas repair', 30, ['gas']],
  water: ['供水抢修', 'Water repair', 30, ['water']],
  drainage: ['排水防涝', 'Drainage', 30, ['drainage']],
  power: ['电力抢修', 'Power repair', 30, ['power']],
  heat: ['供热抢修', 'Heating repair', 30, ['heat']],
  telecom: ['通信保障', 'Telecom', 30, ['telecom']],
  lift: ['电梯救援', 'Lift rescue', 30, ['lift', 'rescue']],
  community: ['社区网格', 'Community grid', 18, ['community']],
  other: ['其他', 'Other', 25, []],
};

/** Every unit type with its facts, in the order in which screens list them. */
export const UNIT_TYPES: readonly UnitTypeFacts[] = Object.entries(FACTS).map(
  ([type, [nameZh, nameEn, speedKmh, skills]]) => ({ type: type as UnitType, nameZh, nameEn, speedKmh, skills }),
);

const BY_TYPE = new Map(UNIT_TYPES.map((facts) => [facts.type, facts]));

/** Facts of one type. */
export function factsOf(type: UnitType): UnitTypeFacts {
  return BY_TYPE.get(type) as UnitTypeFacts;
}
