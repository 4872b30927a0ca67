/** What a simple element may hold: text, a time, or one of some words. */
export type Leaf = 'string' | 'uri' | 'instant' | 'dateTime' | 'language' | 'integer' | 'decimal' | readonly string[];

/** An element of a sequence: how often it may stand there, and what is in it. */
export interface Part {
  name: string;
  required: boolean;
  many: boolean;
  is: Leaf | readonly Part[];
}

export type CapVersion = '1.1' | '1.2';

/** Namespaces of the versions that are read. 1.0 has no `info` rules in common with them and is refused. @source OASIS CAP 1.1, 1.2 */
export const CAP_NAMESPACES: Readonly<Record<string, CapVersion>> = {
  'urn:oasis:names:tc:emergency:cap:1.1': '1.1',
  'urn:oasis:names:tc:emergency:cap:1.2': '1.2',
};
/** A signature may follow the message; it is kept with the raw text and not read. @source cap12.xsd, xs:any */
export const SIGNATURE_NAMESPACE = 'http://www.w3.org/2000/09/xmldsig#';

const one = (name: string, is: Part['is'] = 'string'): Part => ({ name, required: true, many: false, is });
const maybe = (name: string, is: Part['is'] = 'string'): Part => ({ name, required: false, many: false, is });
const some = (name: string, is: Part['is'] = 'string'): Part => ({ name, required: true, many: true, is });
const any = (name: string, is: Part['is'] = 'string'): Part => ({ name, required: false, many: true, is });

const NAMED = [one('valueName'), one('value')];
const CATEGORIES = [
  ...['Geo', 'Met', 'Safety', 'Security', 'Rescue', 'Fire'],
  ...['Health', 'Env', 'Transport', 'Infra', 'CBRNE', 'Other'],
];
const RESPONSES = ['Shelter', 'Evacuate', 'Prepare', 'Execute', 'Monitor', 'Assess', 'None'];

/** The sequence of `alert`. @source cap11.xsd, cap12.xsd; what differs is the times, two response types, altitudes and mimeType */
export function alertParts(version: CapVersion): readonly Part[] {
  const is12 = version === '1.2';
  // 1.2 narrows xs:dateTime to seconds with a numeric offset.
  const time = is12 ? 'instant' : 'dateTime';
  const height = is12 ? 'decimal' : 'string';
  const area = [
    ...[one('areaDesc'), any('polygon'), any('circle'), any('geocode', NAMED)],
    ...[maybe('altitude', height), maybe('ceiling', height)],
  ];
  const resource = [
    ...[one('resourceDesc'), { ...one('mimeType'), required: is12 }, maybe('size', 'integer')],
    ...[maybe('uri', 'uri'), maybe('derefUri'), maybe('digest')],
  ];
  const info = [
    ...[maybe('language', 'language'), some('category', CATEGORIES), one('event')],
    any('responseType', is12 ? [...RESPONSES, 'Avoid', 'AllClear'] : RESPONSES),
    one('urgency', ['Immediate', 'Expected', 'Future', 'Past', 'Unknown']),
    one('severity', ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown']),
    one('certainty', ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown']),
    ...[maybe('audience'), any('eventCode', NAMED)],
    ...[maybe('effective', time), maybe('onset', time), maybe('expires', time)],
    ...['senderName', 'headline', 'description', 'instruction'].map((name) => maybe(name)),
    ...[maybe('web', 'uri'), maybe('contact'), any('parameter', NAMED), any('resource', resource), any('area', area)],
  ];
  return [
    ...[one('identifier'), one('sender'), one('sent', time)],
    one('status', ['Actual', 'Exercise', 'System', 'Test', 'Draft']),
    one('msgType', ['Alert', 'Update', 'Cancel', 'Ack', 'Error']),
    ...[maybe('source'), one('scope', ['Public', 'Restricted', 'Private'])],
    ...[maybe('restriction'), maybe('addresses'), any('code'), maybe('note'), maybe('references'), maybe('incidents')],
    any('info', info),
  ];
}
