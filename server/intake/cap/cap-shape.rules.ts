import type { Fault } from '../../../protocol/problem.js';
import { SIGNATURE_NAMESPACE, type Leaf, type Part } from './cap-schema.data.js';
import type { XmlElement } from './xml.rules.js';

/** More faults than anybody reads at once. */
export const MAX_FAULTS = 20;

/** Lexical forms of XML Schema. 1.2 writes `[-,+]` for the sign, but xs:dateTime beneath it knows no comma. @source cap12.xsd, XSD 1.0 part 2 */
const FORMS: Record<Exclude<Leaf, readonly string[]>, RegExp> = {
  string: /^/,
  uri: /^/,
  instant: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d$/,
  dateTime: /^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]\d\d:\d\d)?$/,
  language: /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/,
  integer: /^[-+]?\d+$/,
  decimal: /^[-+]?(\d+(\.\d*)?|\.\d+)$/,
};

/** Checks a message against the schema of its version; each fault with its place. Never more than {@link MAX_FAULTS}. */
export function shapeFaults(alert: XmlElement, parts: readonly Part[]): Fault[] {
  const faults: Fault[] = [];
  checkSequence({ element: alert, parts, pointer: '/alert' }, faults);
  return faults.slice(0, MAX_FAULTS);
}

interface Checked {
  element: XmlElement;
  parts: readonly Part[];
  pointer: string;
}

function checkSequence({ element, parts, pointer }: Checked, faults: Fault[]): void {
  const say = (where: string, code: string, detail: string) => faults.push({ pointer: where, code, detail });
  checkNoExtras(element, pointer, faults);
  const counts = new Map<string, number>();
  let at = 0;
  for (const child of element.children) {
    if (faults.length >= MAX_FAULTS) return;
    if (pointer === '/alert' && child.namespace === SIGNATURE_NAMESPACE) {
      at = parts.length;
      continue;
    }
    const where = `${pointer}/${child.name}`;
    const index = child.namespace === element.namespace ? parts.findIndex((part) => part.name === child.name) : -1;
    const part = parts[index];
    if (!part) {
      say(where, 'cap/unknown-element', `line ${child.line}: ${child.name} has no place in ${element.name}`);
      continue;
    }
    const n = counts.get(part.name) ?? 0;
    counts.set(part.name, n + 1);
    if (index < at) say(where, 'cap/out-of-order', `line ${child.line}: ${child.name} stands too late`);
    else if (n > 0 && !part.many) say(where, 'cap/repeated', `line ${child.line}: ${child.name} may stand once`);
    else checkPart(child, part, { pointer: part.many ? `${where}/${n}` : where, faults });
    at = Math.max(at, index);
  }
  for (const part of parts) {
    if (part.required && !counts.has(part.name))
      say(`${pointer}/${part.name}`, 'cap/missing', `${element.name} (line ${element.line}) needs ${part.name}`);
  }
}

function checkPart(child: XmlElement, part: Part, { pointer, faults }: { pointer: string; faults: Fault[] }): void {
  if (isSequence(part.is)) return checkSequence({ element: child, parts: part.is, pointer }, faults);
  const [first] = child.children;
  if (first) {
    faults.push({ pointer, code: 'cap/unknown-element', detail: `line ${first.line}: ${part.name} holds text only` });
    return;
  }
  if (child.attributes.length > 0) faults.push(attributeFault(child, pointer));
  if (isForm(part.is, child.text)) return;
  const wanted = typeof part.is === 'string' ? part.is : part.is.join(', ');
  const said = child.text.slice(0, 60);
  faults.push({ pointer, code: 'cap/bad-value', detail: `line ${child.line}: "${said}" is not one of: ${wanted}` });
}

function checkNoExtras(element: XmlElement, pointer: string, faults: Fault[]): void {
  if (element.attributes.length > 0) faults.push(attributeFault(element, pointer));
  if (element.text.trim() === '') return;
  const detail = `line ${element.line}: ${element.name} holds elements only, not "${element.text.trim().slice(0, 60)}"`;
  faults.push({ pointer, code: 'cap/stray-text', detail });
}

function attributeFault({ line, name, attributes }: XmlElement, pointer: string): Fault {
  return { pointer, code: 'cap/unknown-attribute', detail: `line ${line}: ${name} has no ${attributes.join(', ')}` };
}

/** Words and times stand exactly; XML Schema strips white space around numbers and languages. */
function isForm(leaf: Leaf, text: string): boolean {
  if (typeof leaf !== 'string') return leaf.includes(text);
  const isStripped = leaf !== 'string';
  return FORMS[leaf].test(isStripped ? text.trim() : text) && (!isTime(leaf) || isDate(text.trim()));
}

function isTime(leaf: Leaf): boolean {
  return leaf === 'instant' || leaf === 'dateTime';
}

/** Whether the calendar has the day and the clock the time: 30 February has the form but is none. */
function isDate(text: string): boolean {
  const [, day, hour, minute, second] = /^-?(\d{4,}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)/.exec(text) ?? [];
  const ms = Date.parse(`${day}T00:00:00Z`);
  const isDay = Number.isFinite(ms) && new Date(ms).toISOString().startsWith(String(day));
  return isDay && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
}

function isSequence(is: Part['is']): is is readonly Part[] {
  return typeof is !== 'string' && typeof is[0] === 'object';
}
