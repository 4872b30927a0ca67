import type { Crs } from '../../../protocol/geo.js';
import type { ProfileSensor } from '../../../protocol/profile.js';
import type { AreaRow } from '../city-rows.js';
import { AlarmRuleLine, alarmRulesOf } from './alarm-rules.rules.js';
import { CameraLine, camerasOf } from './cameras.rules.js';
import type { ProfileFolder } from './profile-folder.js';
import type { Profile } from './profile.js';

/** Reads what is known of the city's devices beside its sensors: when they alarm, and its cameras. */
export function readRegisters(
  folder: ProfileFolder,
  { areas, crs, sensors }: { areas: readonly AreaRow[]; crs: Crs; sensors: ProfileSensor[] | null },
): Pick<Profile, 'alarmRules' | 'cameras'> {
  const { findings } = folder;
  return {
    alarmRules: alarmRulesOf(folder.rows('alarm-rules', AlarmRuleLine), sensors, findings),
    cameras: camerasOf(folder.rows('cameras', CameraLine), { areas, crs, findings }),
  };
}
