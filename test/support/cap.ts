/** A CAP message of these tests; `more` replaces or removes (null) elements. */
export interface CapParts {
  identifier: string;
  sent: Date;
  msgType?: string;
  status?: string;
  references?: string;
  severity?: string;
  headline?: string;
  effective?: Date;
  expires?: Date;
  area?: string;
  info?: string;
}

const SENDER = 'warnings@weather.example';
/** A square in the first district of the small test city, as CAP writes it. */
const SQUARE = '<polygon>38.72,120.02 38.72,120.08 38.78,120.08 38.78,120.02 38.72,120.02</polygon>';

/** The time as CAP 1.2 writes it. */
export function capTime(at: Date): string {
  return at.toISOString().replace(/\.\d+Z$/, '-00:00');
}

/** How a message is named by others. */
export function capReference({ identifier, sent }: Pick<CapParts, 'identifier' | 'sent'>): string {
  return `${SENDER},${identifier},${capTime(sent)}`;
}

/** Writes a CAP 1.2 message. */
export function capXml(parts: CapParts): string {
  const { identifier, sent, msgType = 'Alert', status = 'Actual', references, severity = 'Severe' } = parts;
  const tag = (name: string, value: string | undefined) => (value === undefined ? '' : `<${name}>${value}</${name}>`);
  const time = (name: string, at: Date | undefined) => tag(name, at && capTime(at));
  const info =
    parts.info ??
    `<info><language>zh-CN</language><category>Met</category><event>暴雨</event><urgency>Immediate</urgency>
      <severity>${severity}</severity><certainty>Likely</certainty>${time('effective', parts.effective)}${time('expires', parts.expires)}
      ${tag('headline', parts.headline)}<area><areaDesc>示范区</areaDesc>${parts.area ?? SQUARE}</area></info>`;
  return `<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${identifier}</identifier>
    <sender>${SENDER}</sender><sent>${capTime(sent)}</sent><status>${status}</status><msgType>${msgType}</msgType><scope>Public</scope>
    ${tag('references', references)}${info}</alert>`;
}
