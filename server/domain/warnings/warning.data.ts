import type { CapSeverity, WarningColour } from '../../../protocol/warning.js';

/** Colour of a warning by CAP severity, where the issuer names no colour. @source CMA's CAP profile pairs them in this order; from memory */
export const COLOUR_OF: Readonly<Record<CapSeverity, WarningColour | null>> = {
  Extreme: 'red',
  Severe: 'orange',
  Moderate: 'yellow',
  Minor: 'blue',
  Unknown: null,
};

/** Colours as issuers write them. @source handbook §1.4: <台站>发布<种类><颜色>预警 */
export const COLOUR_WORDS: readonly (readonly [RegExp, WarningColour])[] = [
  [/红色|\bred (?:warning|alert)\b/i, 'red'],
  [/橙色|\borange (?:warning|alert)\b/i, 'orange'],
  [/黄色|\byellow (?:warning|alert)\b/i, 'yellow'],
  [/蓝色|\bblue (?:warning|alert)\b/i, 'blue'],
];

/** How long a warning without `expires` holds, hours. CAP leaves it to the receiver; signals of weather are renewed at least daily. */
export const ASSUMED_HOURS = 24;
