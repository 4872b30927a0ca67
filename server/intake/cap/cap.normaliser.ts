import type { Fault } from '../../../protocol/problem.js';
import type { CapMessage } from '../../../protocol/warning.js';
import { businessFaults } from './cap-business.rules.js';
import { toMessage } from './cap-message.rules.js';
import { alertParts, CAP_NAMESPACES } from './cap-schema.data.js';
import { shapeFaults } from './cap-shape.rules.js';
import { readXml, XmlFault, type XmlElement } from './xml.rules.js';

/** Encodings that feeds are written in; the label stands in the XML declaration. Others are refused. */
const ENCODINGS = ['utf-8', 'utf8', 'us-ascii', 'gb18030', 'gbk', 'gb2312', 'utf-16', 'utf-16le', 'utf-16be'];

/** A message that was understood, or why not: the first fault speaks for it. */
export type CapRead = { message: CapMessage } | { faults: [Fault, ...Fault[]] };

/** Reads the bytes of a CAP message: XML, then the schema of its version, then the rules that stand in words. `nowMs` city time. */
export function readCap(bytes: Uint8Array, nowMs: number): CapRead {
  try {
    return understand(readXml(decode(bytes)), nowMs);
  } catch (error) {
    if (error instanceof XmlFault) return refuse({ pointer: '', code: error.code, detail: error.message });
    throw error;
  }
}

function understand(alert: XmlElement, nowMs: number): CapRead {
  const version = CAP_NAMESPACES[alert.namespace];
  if (alert.name !== 'alert' || version === undefined) {
    const detail = `the root is {${alert.namespace}}${alert.name}; send alert of CAP 1.2 (1.1 is read as 1.2)`;
    return refuse({ pointer: `/${alert.name}`, code: 'cap/not-cap', detail });
  }
  const misshapen = shapeFaults(alert, alertParts(version));
  if (misshapen[0]) return { faults: misshapen as [Fault, ...Fault[]] };
  const { message, faults } = toMessage(alert, version);
  if (faults.length === 0) faults.push(...businessFaults(message, alert, nowMs));
  return faults[0] ? { faults: faults as [Fault, ...Fault[]] } : { message };
}

function decode(bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const said =
    /^[^<]{0,3}<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1] ?? bom(bytes) ?? 'utf-8';
  if (!ENCODINGS.includes(said.toLowerCase()))
    throw new XmlFault('xml/not-well-formed', `encoding ${said} is not read; send UTF-8`);
  try {
    return new TextDecoder(said, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new XmlFault('xml/not-well-formed', `the bytes are not ${said}`, { cause });
  }
}

function bom([a, b]: Uint8Array): string | null {
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : null;
}

function refuse(fault: Fault): CapRead {
  return { faults: [fault] };
}
