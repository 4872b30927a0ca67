/** How a value in one unit becomes one in another: `value * factor + offset`. `metric` binds a conversion to what is measured. */
export interface UnitConversion {
  from: string;
  to: string;
  factor: number;
  offset?: number;
  metric?: string;
  source: string;
}

const SI = 'SI Brochure, 9th edition';
/** 100 %LEL of methane in air is 5 % by volume. @source GB/T 50493-2019 (methane); handbook of the field, to be checked against the sensor's data sheet */
const METHANE = 'LEL of methane 5 %vol';

/** Units in which devices commonly send what the city registers in another. Anything else is refused and says so. */
export const UNIT_CONVERSIONS: readonly UnitConversion[] = [
  { from: 'ppm', to: '%LEL', factor: 1 / 500, metric: 'ch4', source: METHANE },
  { from: '%vol', to: '%LEL', factor: 20, metric: 'ch4', source: METHANE },
  { from: 'm', to: 'cm', factor: 100, source: SI },
  { from: 'mm', to: 'cm', factor: 0.1, source: SI },
  { from: 'cm', to: 'm', factor: 0.01, source: SI },
  { from: 'mm', to: 'm', factor: 0.001, source: SI },
  { from: 'MPa', to: 'kPa', factor: 1000, source: SI },
  { from: 'bar', to: 'kPa', factor: 100, source: SI },
  { from: 'kPa', to: 'MPa', factor: 0.001, source: SI },
  { from: 'kW', to: 'MW', factor: 0.001, source: SI },
  { from: 'MW', to: 'kW', factor: 1000, source: SI },
  { from: 'mg/m³', to: 'µg/m³', factor: 1000, source: SI },
  { from: 'µg/m³', to: 'mg/m³', factor: 0.001, source: SI },
  { from: '°F', to: '°C', factor: 5 / 9, offset: -160 / 9, source: SI },
  { from: 'K', to: '°C', factor: 1, offset: -273.15, source: SI },
];
