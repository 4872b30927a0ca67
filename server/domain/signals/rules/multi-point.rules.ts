import type { Evidence, MultiPointRule } from '../../../../protocol/signal.js';
import type { Detection, Point } from './detection.js';

const MINUTE_MS = 60_000;

/**
 * Finds when k different sources of enough channels spoke within the window, district by district. A source counts once however often it speaks:
 * only its newest point in the window stands for it. While the condition goes on holding it is one detection.
 */
export function detectMultiPoint(points: readonly Point[], rule: MultiPointRule): Detection[] {
  const districts = new Map<string, Point[]>();
  for (const point of points.toSorted((a, b) => a.atMs - b.atMs)) {
    const of = districts.get(point.district);
    if (of) of.push(point);
    else districts.set(point.district, [point]);
  }
  return [...districts.values()].flatMap((of) => detectIn(of, rule)).sort((a, b) => a.sinceMs - b.sinceMs);
}

function detectIn(points: readonly Point[], rule: MultiPointRule): Detection[] {
  const windowMs = rule.windowMinutes * MINUTE_MS;
  const found: Detection[] = [];
  // The newest point of each source that lies in the window; the oldest first.
  const spoke = new Map<string, Point & { n: number }>();
  for (const point of points) {
    for (const [source, known] of spoke) if (known.atMs <= point.atMs - windowMs) spoke.delete(source);
    const before = spoke.get(point.source);
    spoke.delete(point.source);
    spoke.set(point.source, { ...point, n: (before?.n ?? 0) + 1 });
    if (!isEnough([...spoke.values()], rule)) continue;
    const evidence = [...spoke.values()].map(evidenceOf).sort((a, b) => (a.source < b.source ? -1 : 1));
    const last = found.at(-1);
    const of = { district: point.district, grade: rule.grade, evidence, untilMs: point.atMs };
    if (last && point.atMs - last.untilMs < windowMs) found[found.length - 1] = { ...of, sinceMs: last.sinceMs };
    else found.push({ ...of, sinceMs: point.atMs });
  }
  return found;
}

function isEnough(points: readonly Point[], { k, channels }: MultiPointRule): boolean {
  return points.length >= k && new Set(points.map((point) => point.channel)).size >= channels;
}

function evidenceOf({ source, channel, atMs, n, value, limit }: Point & { n: number }): Evidence {
  return { source, channel, at: new Date(atMs).toISOString(), n, value, limit, mean: null };
}
