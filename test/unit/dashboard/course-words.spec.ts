import { expect, it } from '@jest/globals';
import { DispatchAssigned, DispatchMoved } from '../../../protocol/facts/dispatch.js';
import { EscalationChanged } from '../../../protocol/facts/escalations.js';
import { IncidentChanged, IncidentNoted } from '../../../protocol/facts/incidents.js';
import { NoticeChanged } from '../../../protocol/facts/notices.js';
import { InstructionChanged, ReportChanged } from '../../../protocol/facts/reports.js';
import { messages as en } from '../../../dashboard/src/incidents/messages.en.js';
import { messages as zh } from '../../../dashboard/src/incidents/messages.zh.js';

const TYPES = [
  EscalationChanged,
  ReportChanged,
  NoticeChanged,
  InstructionChanged,
  DispatchMoved,
  DispatchAssigned,
].flatMap(({ shape }) => [...shape.type.values]);
const KEYS = [
  ...TYPES,
  ...IncidentChanged.shape.what.options.map((what) => `incident.changed.${what}`),
  ...IncidentNoted.shape.what.options.map((what) => `incident.noted.${what}`),
].map((key) => key.replaceAll('-', '_'));

it.each([
  ['zh', zh],
  ['en', en],
])('every kind of entry in the course of an incident has words in %s', (_, messages) => {
  const missing = KEYS.filter((key) => typeof at(messages.course as unknown, key.split('.')) !== 'string');
  expect(missing).toEqual([]);
});

function at(tree: unknown, [key, ...rest]: string[]): unknown {
  return key === undefined ? tree : at((tree as Record<string, unknown> | undefined)?.[key], rest);
}
