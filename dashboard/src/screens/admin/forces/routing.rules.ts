import type { RoutingRule } from '@protocol/routing';

/** Where a rule can hold: a grid or street, its district, the whole city. */
export interface RoutedArea {
  code: string;
  district: string;
}

/** Teams that take a field in an area, the nearest rule first: what a wider rule adds is what the nearer ones leave of the day. */
export function teamsOf(field: string, { code, district }: RoutedArea, rules: readonly RoutingRule[]): RoutingRule[] {
  const levels = [...new Set([code, district, '-'])];
  const found: RoutingRule[] = [];
  for (const area of levels) {
    for (const match of [field, '*']) {
      const holding = rules.filter((rule) => rule.area === area && rule.match === match);
      found.push(...holding);
      if (holding.some((rule) => rule.from === null && rule.days === null)) return found;
    }
  }
  return found;
}

/** Areas that rules name, each with its district; the whole city is left out. */
export function areasOf(
  rules: readonly RoutingRule[],
  areas: readonly { code: string; parent: string | null; level: string }[],
): RoutedArea[] {
  const known = new Map(areas.map((area) => [area.code, area]));
  const named = new Set(
    rules.filter(({ area, match }) => area !== '-' && !match.startsWith('type:')).map((rule) => rule.area),
  );
  return [...named].sort().map((code) => {
    const area = known.get(code);
    return { code, district: area?.level === 'district' ? code : (area?.parent ?? '-') };
  });
}
