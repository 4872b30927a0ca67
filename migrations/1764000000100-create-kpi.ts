import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A branch of the view: name, condition, time it counts at, length in seconds. */
type Branch = readonly [query: string, holds: string, at: string, seconds?: string];

const LIVE_CASE = 'is_case and not merged and not voided';
const DUE = `${LIVE_CASE} and due_at is not null and (ripe or closed_at < due_at)`;
const CLOSED = `${LIVE_CASE} and closed_at is not null`;
const OPENED_CASE = 'is_case and not merged';
const CLOSED_LATER = `${OPENED_CASE} and closed_at is not null`;
const INCIDENT = "kind = 'incident' and not merged";
const TOOK = 'extract(epoch from closed_at - opened_at)';
const within = (hours: number) => `${CLOSED_LATER} and ${TOOK} between 0 and ${hours * 3600}`;

const BRANCHES: readonly Branch[] = [
  ['messages.received', "kind <> 'incident'", 'opened_at'],
  ['messages.repeated', "kind = 'repeat'", 'opened_at'],
  ['records.opened', "kind = 'record'", 'opened_at'],
  ['cases.opened', OPENED_CASE, 'opened_at'],
  ['cases.merged', 'merged', 'opened_at'],
  ['cases.closed', CLOSED, 'closed_at'],
  ['cases.due', DUE, 'counts_due_at'],
  ['cases.dueOnTime', `${DUE} and closed_at <= due_at`, 'counts_due_at'],
  ['cases.dueClosed', `${DUE} and closed_at is not null`, 'counts_due_at'],
  ['cases.dueLate', `${DUE} and (closed_at is null or closed_at > due_at)`, 'counts_due_at'],
  ['cases.dueOpen', `${DUE} and closed_at is null`, 'counts_due_at'],
  ['cases.reworked', `${CLOSED} and reworks > 0`, 'closed_at'],
  ['cases.returned', `${CLOSED} and bounces > 0`, 'closed_at'],
  ['cases.extended', `${CLOSED} and extensions > 0`, 'closed_at'],
  ['cases.supervised', `${CLOSED} and supervised`, 'closed_at'],
  ['cases.reopened', `${CLOSED} and reopened`, 'closed_at'],
  ['cases.rated', `${CLOSED} and satisfaction is not null`, 'closed_at'],
  ['cases.satisfied', `${CLOSED} and satisfaction >= 4`, 'closed_at'],
  ['cases.closedOfOpened', CLOSED_LATER, 'opened_at'],
  ['cases.closedWithin24h', within(24), 'opened_at'],
  ['cases.closedWithin120h', within(120), 'opened_at'],
  ['cases.closedWithin7d', within(168), 'opened_at'],
  ['cases.closedBeforeOpened', `${CLOSED_LATER} and closed_at < opened_at`, 'opened_at'],
  ['incidents.opened', INCIDENT, 'opened_at'],
  ['incidents.reviewed', `${INCIDENT} and reviewed_at is not null`, 'opened_at'],
  ['incidents.dispatched', `${INCIDENT} and reviewed_at is not null and dispatched_at is not null`, 'opened_at'],
  ['incidents.arrived', `${INCIDENT} and arrived_at is not null`, 'opened_at'],
  ['incidents.judged', `kind = 'incident' and ${CLOSED} and outcome in ('penalty', 'note', 'exempt')`, 'closed_at'],
  ['incidents.exempted', `kind = 'incident' and ${CLOSED} and outcome in ('note', 'exempt')`, 'closed_at'],
  [
    'incidents.reviewTime',
    `${INCIDENT} and reviewed_at >= opened_at`,
    'reviewed_at',
    'extract(epoch from reviewed_at - opened_at)',
  ],
  [
    'incidents.dispatchTime',
    `${INCIDENT} and dispatched_at >= reviewed_at`,
    'dispatched_at',
    'extract(epoch from dispatched_at - reviewed_at)',
  ],
  [
    'incidents.arriveTime',
    `${INCIDENT} and arrived_at >= dispatched_at`,
    'arrived_at',
    'extract(epoch from arrived_at - dispatched_at)',
  ],
  ['cases.closeTime', `${CLOSED} and closed_at >= opened_at`, 'closed_at', TOOK],
  ['cases.closeTimeOfOpened', `${CLOSED_LATER} and closed_at >= opened_at`, 'opened_at', TOOK],
  ['cases.closeTimeAll', CLOSED_LATER, 'opened_at', TOOK],
];

/** Indicators: what is measured (subjects), by which counts (counters), kept by period and split (cells, lengths), and what was published. */
export class CreateKpi1764000000100 implements MigrationInterface {
  name = 'CreateKpi1764000000100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- Every version of every indicator; a version holds from its first day to its last.
      create table kpi_indicator (
        code text not null,
        version integer not null,
        position integer not null,
        valid_from date not null,
        valid_to date,
        definition jsonb not null,
        added_at timestamptz not null default city_now(),
        added_by text,
        primary key (code, version)
      );
      -- What is counted, as it stands: one row per message of a source and per incident. Kept by the reader 'kpi', made anew from
      -- observation, source_record, incident, assignment and the journal.
      create table kpi_subject (
        id uuid primary key,
        kind text not null check (kind in ('record', 'repeat', 'incident')),
        is_case boolean not null,
        stream text not null,
        type text not null,
        priority smallint not null,
        source text not null,
        district text not null,
        organisation text not null,
        channel text not null,
        category text not null,
        opened_at timestamptz not null,
        reviewed_at timestamptz,
        dispatched_at timestamptz,
        arrived_at timestamptz,
        closed_at timestamptz,
        due_at timestamptz,
        -- Its deadline has passed: from then on it is due (a deadline ahead counts in nothing).
        ripe boolean not null,
        merged boolean not null,
        voided boolean not null,
        outcome text,
        reworks smallint not null,
        bounces smallint not null,
        extensions smallint not null,
        supervised boolean not null,
        reopened boolean not null,
        satisfaction smallint,
        counts_due_at timestamptz generated always as (least(due_at, closed_at)) stored
      );
      create index kpi_subject_opened on kpi_subject (opened_at);
      create index kpi_subject_closed on kpi_subject (closed_at) where closed_at is not null;
      create index kpi_subject_due on kpi_subject (counts_due_at) where due_at is not null;
      create index kpi_subject_ripening on kpi_subject (due_at) where not ripe and due_at is not null;
      create index kpi_subject_reviewed on kpi_subject (reviewed_at) where reviewed_at is not null;
      create index kpi_subject_dispatched on kpi_subject (dispatched_at) where dispatched_at is not null;
      create index kpi_subject_arrived on kpi_subject (arrived_at) where arrived_at is not null;
      -- Closings that lie before their opening are a fault of the data: shares closed within so many hours leave them out, as quantiles do.
      -- The named queries (protocol/kpi-queries.ts): a branch each, so that naming one leaves the indexes of kpi_subject usable.
      create view kpi_event as
        ${BRANCHES.map(branch).join('\n        union all ')};
      -- The same lines for whoever asks by subject: each is read once, instead of once a branch.
      create view kpi_event_of as
        select e.query, s.*, e.at, e.seconds from kpi_subject s cross join lateral (values
        ${BRANCHES.map(line).join(',\n        ')}) as e (query, at, seconds)
        where e.at is not null;
      -- A named query with its filter, as some indicator wants it.
      create table kpi_counter (
        id integer generated always as identity primary key,
        query text not null,
        -- '' and 0 are any; type is the beginning of a code.
        stream text not null,
        type text not null,
        source text not null,
        priority smallint not null,
        unique (query, stream, type, source, priority)
      );
      -- Grain h (epoch hour), or d, w, m, q, y (days from 1970-01-01 to the period's first day). Dim 0 is the whole city, key ''.
      create sequence kpi_touch;
      create table kpi_cell (
        grain text not null,
        bucket integer not null,
        dim smallint not null,
        counter integer not null references kpi_counter (id),
        key text not null,
        n bigint not null,
        -- Drawn from kpi_touch by whoever holds the reader's row: what is newer than a reader of cells has seen.
        touched bigint not null,
        primary key (grain, bucket, dim, counter, key)
      );
      -- Histogram of lengths in whole seconds, by day.
      create table kpi_length (
        counter integer not null references kpi_counter (id),
        dim smallint not null,
        key text not null,
        day integer not null,
        seconds integer not null,
        n bigint not null,
        -- As in kpi_cell.
        touched bigint not null,
        primary key (counter, dim, key, day, seconds)
      );
      create index kpi_length_touched on kpi_length (touched);
      -- What others supply: a number per area ('' the city) and first day of a period.
      create table kpi_series (
        series text not null,
        period text not null check (period in ('day', 'week', 'month', 'quarter', 'year')),
        start date not null,
        area text not null default '',
        value numeric not null,
        at timestamptz not null default city_now(),
        by text,
        primary key (series, period, start, area)
      );
      -- Periods that are over and frozen. 'seq': up to where the reader had counted.
      create table kpi_period (
        period text not null,
        start date not null,
        seq bigint not null,
        published_at timestamptz not null default city_now(),
        -- A late fact touched it: it waits for its correction.
        is_late boolean not null default false,
        primary key (period, start)
      );
      create index kpi_period_late on kpi_period (start) where is_late;
      -- Published values; edition 1 was frozen when the period was closed, later ones are corrections by late facts.
      create table kpi_edition (
        period text not null,
        start date not null,
        code text not null,
        area text not null,
        edition integer not null,
        version integer not null,
        value jsonb not null,
        seq bigint not null,
        at timestamptz not null default city_now(),
        primary key (period, start, code, area, edition)
      );
      create index kpi_edition_corrections on kpi_edition (at desc) where edition > 1;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      drop table kpi_edition, kpi_period, kpi_series, kpi_length, kpi_cell, kpi_counter;
      drop sequence kpi_touch;
      drop view kpi_event, kpi_event_of;
      drop table kpi_subject, kpi_indicator;
      delete from reader where name = 'kpi';
    `);
  }
}

function branch([query, holds, at, seconds = 'null']: Branch): string {
  return `select '${query}'::text as query, s.*, ${at} as at, floor(${seconds})::integer as seconds from kpi_subject s where ${at} is not null and ${holds}`;
}

function line([query, holds, at, seconds = 'null']: Branch): string {
  return `('${query}'::text, case when ${holds} then ${at} end, floor(${seconds})::integer)`;
}
