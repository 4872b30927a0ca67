import type { Fault } from '../../../protocol/problem.js';
import type { CapArea, CapInfo, CapMessage, CapReference } from '../../../protocol/warning.js';
import { readCircle, readPolygon } from './cap-geometry.rules.js';
import type { CapVersion } from './cap-schema.data.js';
import type { XmlElement } from './xml.rules.js';

/** What a message without `language` is in. @source cap12.xsd */
const DEFAULT_LANGUAGE = 'en-US';

/** Puts a message of valid shape into our words; what cannot be read is a fault with its place. 1.1 comes out as 1.2. */
export function toMessage(alert: XmlElement, version: CapVersion): { message: CapMessage; faults: Fault[] } {
  const faults: Fault[] = [];
  const say: Say = (pointer, code, detail) => faults.push({ pointer, code, detail });
  const text = (name: string) => textOf(alert, name);
  const message = {
    version,
    ...{ identifier: text('identifier') ?? '', sender: text('sender') ?? '' },
    sent: time(alert, 'sent', { pointer: '/alert', say }) ?? '',
    ...{ status: text('status'), msgType: text('msgType'), scope: text('scope'), note: text('note') },
    references: referencesOf(text('references') ?? '', say),
    infos: all(alert, 'info').map((info, i) => infoOf(info, { pointer: `/alert/info/${i}`, say })),
  } as CapMessage;
  return { message, faults };
}

/** Text of a child without white space around it; null when there is none or nothing in it. */
export function textOf(element: XmlElement, name: string): string | null {
  return all(element, name)[0]?.text.trim() || null;
}

type Say = (pointer: string, code: string, detail: string) => void;
interface Place {
  pointer: string;
  say: Say;
}

function all(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name && child.namespace === element.namespace);
}

function texts(element: XmlElement, name: string): string[] {
  return all(element, name).map((child) => child.text.trim());
}

function named(element: XmlElement, name: string): { name: string; value: string }[] {
  return all(element, name).map((pair) => ({
    name: textOf(pair, 'valueName') ?? '',
    value: textOf(pair, 'value') ?? '',
  }));
}

function time(element: XmlElement, name: string, { pointer, say }: Place): string | null {
  const text = textOf(element, name);
  if (text === null) return null;
  // 1.1 lets the offset be left out; a local time of nobody knows where is none.
  if (!/(Z|[-+]\d\d:\d\d)$/.test(text)) {
    say(`${pointer}/${name}`, 'cap/no-offset', `${text} does not say its offset from UTC`);
    return null;
  }
  const ms = Date.parse(text);
  if (!Number.isFinite(ms)) say(`${pointer}/${name}`, 'cap/bad-value', `${text} is no time`);
  return Number.isFinite(ms) ? new Date(ms).toISOString() : null;
}

function referencesOf(text: string, say: Say): CapReference[] {
  return text
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((triple) => {
      const [, sender, identifier, sent] = /^([^,]+),([^,]+),([^,]+)$/.exec(triple) ?? [];
      const ms = Date.parse(sent ?? '');
      const isWhole = sender !== undefined && identifier !== undefined && Number.isFinite(ms);
      if (isWhole) return [{ sender, identifier, sent: new Date(ms).toISOString() }];
      say('/alert/references', 'cap/bad-reference', `"${triple.slice(0, 80)}" is not sender,identifier,sent`);
      return [];
    });
}

function infoOf(info: XmlElement, place: Place): CapInfo {
  const text = (name: string) => textOf(info, name);
  const at = (name: string) => time(info, name, place);
  return {
    language: text('language') ?? DEFAULT_LANGUAGE,
    ...{ categories: texts(info, 'category'), event: text('event') ?? '', responseTypes: texts(info, 'responseType') },
    ...{ urgency: text('urgency') ?? '', certainty: text('certainty') ?? '' },
    severity: text('severity') as CapInfo['severity'],
    eventCodes: named(info, 'eventCode'),
    ...{ effective: at('effective'), onset: at('onset'), expires: at('expires') },
    ...{ senderName: text('senderName'), headline: text('headline'), description: text('description') },
    ...{ instruction: text('instruction'), web: text('web'), contact: text('contact') },
    parameters: named(info, 'parameter'),
    areas: all(info, 'area').map((area, i) => areaOf(area, { pointer: `${place.pointer}/area/${i}`, say: place.say })),
  };
}

function areaOf(area: XmlElement, { pointer, say }: Place): CapArea {
  const read = <T>(name: string, how: (text: string) => T | string): T[] =>
    texts(area, name).flatMap((text, i) => {
      const shape = how(text);
      if (typeof shape !== 'string') return [shape];
      say(`${pointer}/${name}/${i}`, `cap/bad-${name}`, shape);
      return [];
    });
  return {
    description: textOf(area, 'areaDesc') ?? '',
    ...{ polygons: read('polygon', readPolygon), circles: read('circle', readCircle) },
    geocodes: named(area, 'geocode'),
  };
}
