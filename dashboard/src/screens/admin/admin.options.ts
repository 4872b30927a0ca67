import type { Permission } from '../../../../protocol/identity.js';
import type { Stream } from '../../../../protocol/observation.js';

/** A tab and the permission that shows it. */
export const TABS = [
  { id: 'accounts', permission: 'accounts.manage' },
  { id: 'roles', permission: 'accounts.manage' },
  { id: 'sources', permission: 'sources.manage' },
  { id: 'procedures', permission: 'catalogue.manage' },
  { id: 'limits', permission: 'catalogue.manage' },
  { id: 'filings', permission: 'catalogue.manage' },
  { id: 'checklists', permission: 'catalogue.manage' },
  { id: 'grades', permission: 'catalogue.manage' },
  { id: 'shifts', permission: 'catalogue.manage' },
  { id: 'reports', permission: 'catalogue.manage' },
  { id: 'permits', permission: 'catalogue.manage' },
  { id: 'texts', permission: 'catalogue.manage' },
  { id: 'receivers', permission: 'catalogue.manage' },
  { id: 'letters', permission: 'deadletters.manage' },
  { id: 'links', permission: 'accounts.manage' },
  { id: 'units', permission: 'units.manage' },
  { id: 'roster', permission: 'units.manage' },
  { id: 'routing', permission: 'units.manage' },
  { id: 'audit', permission: 'audit.read' },
] as const satisfies readonly { id: string; permission: Permission }[];
export type TabId = (typeof TABS)[number]['id'];

/** Tabs that an account may see, in their fixed order. */
export function tabsFor(can: (permission: Permission) => boolean): TabId[] {
  return TABS.filter((tab) => can(tab.permission)).map((tab) => tab.id);
}

/** Keys of a source that may live at the same time: the old one and its successor. @source docs/protocol.md §Intake */
export const LIVING_KEYS = 2;

/** What a first message of a source needs to know. */
export interface FirstMessage {
  /** Address of the service, e.g. https://brain.example. */
  origin: string;
  key: string;
  stream: Stream;
  /** RFC 3339. */
  at: string;
}

/** Writes a command that sends one message with a key: what an integrator tries first. */
export function curlExample({ origin, key, stream, at }: FirstMessage): string {
  const body = JSON.stringify({ id: `test-${at}`, stream, type: `${stream}.other`, occurredAt: at, title: 'test' });
  return [
    `curl -X POST ${quoted(`${origin}/api/v1/intake/observations`)}`,
    `  -H ${quoted(`Authorization: Bearer ${key}`)}`,
    "  -H 'Content-Type: application/json'",
    `  -d ${quoted(body)}`,
  ].join(' \\\n');
}

/** Quotes a word for a POSIX shell. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Reads a file that was chosen or pasted: a JSON array, or else CSV; null when it begins like JSON and is none. */
export function fileText(text: string): { rows: unknown[] } | { csv: string } | null {
  const plain = text.replace(/^\uFEFF/, '').trim();
  if (!/^[[{]/.test(plain)) return plain === '' ? null : { csv: `${plain}\n` };
  try {
    const rows: unknown = JSON.parse(plain);
    return Array.isArray(rows) ? { rows } : null;
  } catch {
    return null; // Anything may be pasted here; the dialog says that it is not readable.
  }
}

/** Reads a rhythm as typed: empty is none (null), a number of seconds from 1 to a year, anything else undefined. */
export function rhythmOf(typed: string): number | null | undefined {
  const text = typed.trim();
  if (text === '') return null;
  const seconds = Number(text);
  return Number.isInteger(seconds) && seconds >= 1 && seconds <= 31_536_000 ? seconds : undefined;
}
