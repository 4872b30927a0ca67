import type { Skill } from '../../../protocol/unit.js';

/**
 * Units with a skill that a kind of incident needs. `types`: beginning of the type. The row holds at this priority and more urgent ones, and with `level`
 * only from this event level on (1 特别重大 .. 4 一般). Of the rows of one skill the longest `types` counts, and of those the largest number.
 */
export interface NeedRow {
  types: string;
  priority: 1 | 2 | 3 | 4;
  level?: 1 | 2 | 3 | 4;
  skill: Skill;
  wanted: number;
}

const row = (types: string, priority: NeedRow['priority'], skill: Skill, wanted = 1): NeedRow => ({
  types,
  priority,
  skill,
  wanted,
});
const graded = (types: string, level: 1 | 2 | 3 | 4, skill: Skill, wanted: number): NeedRow => ({
  ...row(types, 4, skill, wanted),
  level,
});

/** What is sent first, a planning table of ours in the spirit of a first-alarm assignment; a city replaces it by its own plans (预案). @source ours */
export const NEEDS: readonly NeedRow[] = [
  row('acc.fire', 4, 'fire'),
  row('acc.fire', 1, 'fire', 2),
  row('acc.fire', 1, 'police'),
  row('acc.fire', 1, 'medical'),
  row('acc.fire.highrise', 1, 'fire', 3),
  graded('acc.fire', 3, 'fire', 4),
  graded('acc.fire', 3, 'medical', 2),
  row('acc.road', 4, 'traffic'),
  row('acc.road', 1, 'medical'),
  row('acc.road', 1, 'rescue'),
  row('acc.road.hazchem', 1, 'hazmat'),
  graded('acc.road', 3, 'medical', 3),
  row('acc.metro', 2, 'fire'),
  row('acc.metro', 2, 'police'),
  row('acc.metro', 1, 'medical'),
  row('acc.equip.elevator', 4, 'lift'),
  row('acc.equip', 1, 'emergency'),
  row('acc.infra.gas_leak', 4, 'gas'),
  row('acc.infra.gas_leak', 1, 'fire'),
  row('acc.infra.gas_leak', 1, 'police'),
  row('acc.infra.water', 4, 'water'),
  row('acc.infra.drainage', 4, 'drainage'),
  row('acc.infra.heat', 4, 'heat'),
  row('acc.infra.power', 4, 'power'),
  row('acc.infra.telecom', 4, 'telecom'),
  row('acc.infra.bridge_tunnel', 4, 'road'),
  row('acc.infra.collapse', 4, 'rescue', 2),
  row('acc.infra.collapse', 1, 'medical'),
  row('acc.infra.collapse', 1, 'police'),
  row('acc.construction', 4, 'rescue'),
  row('acc.construction', 2, 'medical'),
  row('acc.chem', 4, 'hazmat'),
  row('acc.chem', 1, 'fire', 2),
  row('acc.chem', 1, 'medical'),
  row('acc.stampede', 4, 'police', 2),
  row('acc.stampede', 2, 'medical', 2),
  row('acc.other', 4, 'emergency'),
  row('nat.flood', 4, 'drainage'),
  row('nat.flood', 1, 'emergency'),
  row('nat.met', 4, 'emergency'),
  row('nat.geo', 4, 'emergency'),
  row('nat.geo', 1, 'rescue'),
  row('nat.wildfire', 4, 'fire', 2),
  row('health.', 4, 'medical'),
  row('social.', 4, 'police'),
  row('social.mass', 2, 'police', 2),
  row('sudden.road_collapse', 4, 'road'),
  row('sudden.road_collapse', 1, 'traffic'),
  row('sudden.water_main', 4, 'water'),
  row('sudden.gas_pipe', 4, 'gas'),
  row('sudden.gas_pipe', 1, 'fire'),
  row('sudden.sewer', 4, 'drainage'),
  row('sudden.heating_pipe', 4, 'heat'),
  row('sudden.road_flooding', 4, 'drainage'),
  row('sudden.road_flooding', 2, 'traffic'),
  row('sudden.snow_ice', 4, 'sanitation'),
  row('sudden.overhead_cable', 4, 'power'),
  row('sudden.manhole', 4, 'road'),
  row('sudden.tree', 4, 'greening'),
  row('sudden.crowd', 4, 'police'),
  row('complaint.gas', 4, 'gas'),
  row('complaint.water', 4, 'water'),
  row('complaint.power', 4, 'power'),
  row('complaint.heat', 4, 'heat'),
  row('complaint.lift', 4, 'lift'),
  row('complaint.safety.threat', 4, 'police'),
  row('complaint.safety.public', 4, 'police'),
  row('complaint.road.signal', 4, 'traffic'),
  row('complaint.road.damage', 4, 'road'),
  row('complaint.lighting', 4, 'road'),
  row('complaint.green', 4, 'greening'),
  row('complaint.waste', 4, 'sanitation'),
  row('complaint.bulky_waste', 4, 'sanitation'),
  ...['street_lamp', 'traffic_sign', 'guard_rail', 'other'].map((c) => row(`component.${c}`, 4, 'road')),
  row('component.public_toilet', 4, 'sanitation'),
  row('component.signal_light', 4, 'traffic'),
  row('component.hydrant', 4, 'water'),
  row('component.litter_bin', 4, 'sanitation'),
  row('env.exposed_garbage', 4, 'sanitation'),
  row('env.dirty_road', 4, 'sanitation'),
  row('env.spillage', 4, 'sanitation'),
  row('env.damaged_road', 4, 'road'),
  row('env.dirty_green', 4, 'greening'),
];
