import type { Incident } from '@protocol/incident';

/** Where an incident is, in words: the district and the address, or the road where the address may not be read. The district is said once. */
export function placeWords(incident: Pick<Incident, 'place' | 'road'>, district: string): string {
  const where = incident.place ?? incident.road ?? '';
  return where.includes(district) ? where : `${district} ${where}`.trim();
}
