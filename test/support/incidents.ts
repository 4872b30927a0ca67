import { IncidentFile, type Incident, type PhotoKind } from '../../protocol/incident.js';
import type { Problem } from '../../protocol/problem.js';
import { Incidents } from '../../server/domain/incidents/incidents.service.js';
import { Journal } from '../../server/journal/journal.js';
import { Database } from '../../server/platform/database.js';
import { Caller, signedIn } from './caller.js';
import { eventually } from './eventually.js';
import { bootIntake, type IntakeApp } from './intake.js';
import { photoOf, sendPhoto } from './photos.js';

export const PASSWORD = 'demo-password-for-tests';
/** A point in district 990101 of the small city, and one in 990102. */
export const HERE = { lon: 120.05, lat: 38.75 };
export const THERE = { lon: 120.15, lat: 38.75 };

/** The service with demo accounts, a camera, a grid of inspectors and a hotline. */
export interface IncidentApp extends IntakeApp {
  as(username: string): Promise<Caller>;
  /** Sends an item and waits for the incident that it opens. */
  open(source: string, item: object): Promise<Incident>;
  file(id: string, username?: string): Promise<IncidentFile>;
  /** Sends a command to a sub-resource of an incident. */
  act(username: string, path: string, body: object, headers?: Record<string, string>): Promise<Acted>;
  /** Moves it as the service itself, as dispatch does: gives it to these accounts (by username). */
  dispatch(id: string, to: readonly string[]): Promise<void>;
  /** Sends a new photo and puts it to an incident. */
  photograph(username: string, id: string, kind: PhotoKind): Promise<void>;
}

/** An answer to a command: the incident, or a problem with the incident as it stands. */
export interface Acted {
  status: number;
  body: Incident & Problem & { present?: Incident };
}

let count = 0;

/** Boots it. `duty` is a shift lead of district 990101. */
export async function bootIncidents(env: Record<string, string> = {}): Promise<IncidentApp> {
  const sources = [
    { id: 'camera', streams: ['incident' as const] },
    { id: 'grid', streams: ['incident' as const] },
    { id: 'hotline', streams: ['complaint' as const] },
  ];
  const app = await bootIntake(sources, { CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD, ...env });
  const callers = new Map<string, Promise<Caller>>();
  const as = (username: string): Promise<Caller> => {
    const known = callers.get(username) ?? signedIn(app.url, username, PASSWORD);
    callers.set(username, known);
    return known;
  };
  const open = async (source: string, item: object): Promise<Incident> => {
    const id = `${source}-${++count}-${Date.now()}`;
    const sent = await app.send(source, itemOf(source, { id, ...item }));
    if (sent.body.accepted !== 1) throw new Error(`not accepted: ${JSON.stringify(sent.body)}`);
    const find = async () =>
      (
        await app.db.query<{ incident: string }>(
          'select l.incident from incident_observation l where l.source = $1 and l.record = $2',
          [source, (item as { record?: string }).record ?? id],
        )
      ).rows[0]?.incident;
    await eventually(find, Boolean, 10_000);
    return (await (await as('operator')).json<Incident>('GET', `/api/v1/incidents/${await find()}`)).body;
  };
  const file = async (id: string, username = 'operator') => {
    const { status, body } = await (await as(username)).json<IncidentFile>('GET', `/api/v1/incidents/${id}`);
    return status === 200 ? IncidentFile.parse(body) : body;
  };
  const act = async (username: string, path: string, body: object, headers: Record<string, string> = {}) => {
    const answer = await (await as(username)).send('POST', `/api/v1/incidents/${path}`, body, headers);
    return { status: answer.status, body: (await answer.json()) as Acted['body'] };
  };
  const dispatch = async (id: string, to: readonly string[]) => {
    const database = app.app.get(Database);
    await database.tx(database.system, async (db) => {
      const { rows } = await db.query<{ id: string }>('select id from account where username = any ($1)', [to]);
      const asked = { command: 'dispatch' as const, reason: null, outcome: null, untilMs: null };
      const also = { assignees: rows.map((row) => row.id) };
      const { entries } = await app.app.get(Incidents, { strict: false }).move(db, { id, by: null, asked, also });
      await app.app.get(Journal, { strict: false }).append(db, entries);
    });
  };
  const photograph = async (username: string, id: string, kind: PhotoKind) => {
    const sent = await sendPhoto(await as(username), await photoOf({ shade: ++count }));
    const { id: photo } = (await sent.json()) as { id: string };
    const put = await act(username, `${id}/attachments`, { file: photo, kind });
    if (put.status !== 200) throw new Error(`photo not attached: ${JSON.stringify(put.body)}`);
  };
  return { ...app, as, open, file, act, dispatch, photograph };
}

/** An item as a source of these tests sends it, now, in district 990101. */
export function itemOf(source: string, more: object): object {
  const kind = {
    camera: { stream: 'incident', type: 'street.trading_outside', title: '辽宁路 12 号店外经营' },
    grid: { stream: 'incident', type: 'env.exposed_garbage', title: '辽宁路暴露垃圾' },
    hotline: { stream: 'complaint', type: 'complaint.road.damage', title: '路面破损' },
  }[source];
  return { ...kind, occurredAt: new Date(Date.now() - 1000).toISOString(), location: HERE, ...more };
}
