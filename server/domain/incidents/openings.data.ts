import type { Stream } from '../../../protocol/observation.js';

/** What opens an incident: the stream, how the type's code begins, and by which procedure; null opens nothing. The first line that fits holds. */
export interface Opening {
  stream: Stream;
  prefix: string;
  procedure: string | null;
}

const street = (type: string): Opening => ({ stream: 'incident', prefix: `street.${type}`, procedure: 'street-order' });
const emergency = (prefix: string): Opening => ({ stream: 'incident', prefix, procedure: 'emergency' });

/**
 * Offences that a shop can be told to put right go by off-site enforcement, accidents and disasters are emergencies, everything else is city
 * management. Readings and risk records open nothing: alarms do. @source handbook §4.7, §1.2, §2.2; the division is ours
 */
export const OPENINGS: readonly Opening[] = [
  ...['trading_outside', 'stacked_goods', 'barbecue', 'drying', 'commercial_noise'].map(street),
  ...['nat.', 'acc.', 'health.', 'social.', 'sudden.'].map(emergency),
  { stream: 'incident', prefix: '', procedure: 'city-management' },
  { stream: 'complaint', prefix: 'complaint.gas.smell', procedure: 'emergency' },
  ...['enquiry', 'suggestion', 'praise'].map((type): Opening => ({
    stream: 'complaint',
    prefix: `complaint.${type}`,
    procedure: null,
  })),
  { stream: 'complaint', prefix: '', procedure: 'city-management' },
];
