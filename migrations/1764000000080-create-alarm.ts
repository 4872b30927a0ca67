import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAlarm1764000000080 implements MigrationInterface {
  name = 'CreateAlarm1764000000080';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      alter table sensor add owner_zh text, add owner_en text, add place text,
        -- What the instrument can measure; beyond it a value says nothing of the world.
        add range_low double precision, add range_high double precision,
        -- The same value for longer than this is a stuck one; null where standing still is normal, as of rain.
        add frozen_after_seconds integer check (frozen_after_seconds > 0),
        add calibrated_on date, add calibrate_every_days integer check (calibrate_every_days > 0);
      create table alarm_rule (
        id text primary key,
        condition text not null
          check (condition in ('high', 'low', 'out-of-range', 'no-data', 'frozen', 'clock-skew', 'feed-interrupted')),
        level text not null,
        metric text,
        sensors text[],
        name_zh text not null,
        name_en text not null,
        cause text not null,
        cause_zh text not null,
        cause_en text not null,
        action_zh text not null,
        action_en text not null,
        limit_value double precision,
        dead_band double precision not null default 0 check (dead_band >= 0),
        on_delay_seconds integer not null default 0 check (on_delay_seconds >= 0),
        off_delay_seconds integer not null default 0 check (off_delay_seconds >= 0),
        priority smallint not null check (priority between 1 and 4),
        suppressed_by text[] not null default '{}',
        incident_type text,
        refers boolean not null default false,
        source text not null,
        effective_from date,
        effective_to date,
        check (condition not in ('high', 'low', 'no-data', 'clock-skew') or limit_value is not null)
      );
      -- What was last heard of a sensor. last_at: its newest live reading; heard_at: when anything of it came, of whatever age.
      create table sensor_watch (
        sensor text primary key,
        last_at timestamptz,
        last_value double precision,
        same_since timestamptz,
        heard_at timestamptz not null
      );
      create index sensor_watch_last on sensor_watch (last_at);
      -- A condition that is about to turn, and since when: it waits for its delay.
      create table alarm_point (
        subject text not null,
        rule text not null,
        since timestamptz not null,
        primary key (subject, rule)
      );
      create table sensor_outage (
        sensor text primary key,
        reason text not null,
        since timestamptz not null,
        until timestamptz not null,
        by_account text not null
      );
      create table alarm (
        id uuid primary key,
        subject text not null,
        sensor text,
        source text not null,
        rule text not null,
        condition text not null,
        cause text not null,
        priority smallint not null check (priority between 1 and 4),
        district text not null,
        lon double precision,
        lat double precision,
        state text not null check (state in ('unacknowledged', 'acknowledged', 'returned', 'normal')),
        hidden text check (hidden in ('shelved', 'suppressed', 'disabled')),
        hidden_at timestamptz,
        hidden_until timestamptz,
        hidden_by text,
        hidden_reason text,
        -- What the person who shelved it wrote; never in a fact.
        note text,
        count integer not null check (count > 0),
        raised_at timestamptz not null,
        active_at timestamptz not null,
        cleared_at timestamptz,
        closed_at timestamptz,
        acked_at timestamptz,
        acked_by text,
        chattering_until timestamptz,
        value double precision,
        peak double precision,
        value_at timestamptz,
        trend text not null default 'steady' check (trend in ('rising', 'falling', 'steady')),
        limit_value double precision,
        unit text,
        incident uuid,
        incident_no text,
        referred_at timestamptz,
        is_drill boolean not null default false,
        version integer not null default 1,
        -- Normal and shown is closed; hidden ones live on until they are shown again.
        check ((closed_at is not null) = (state = 'normal' and hidden is null))
      );
      -- One open alarm per condition.
      create unique index alarm_open on alarm (subject, rule) where closed_at is null;
      create index alarm_until on alarm (hidden_until) where closed_at is null and hidden is not null;
      create index alarm_incident on alarm (incident) where incident is not null;
      -- Every time a condition came; as many per alarm as its count says. shown: it was annunciated.
      create table alarm_activation (
        alarm uuid not null references alarm (id),
        n integer not null,
        at timestamptz not null,
        subject text not null,
        rule text not null,
        cause text not null,
        district text not null,
        priority smallint not null,
        shown boolean not null,
        is_drill boolean not null default false,
        primary key (alarm, n)
      );
      create index alarm_activation_at on alarm_activation (at);
      create index alarm_activation_subject on alarm_activation (subject, at);
      create view alarm_card as select a.id, jsonb_build_object(
        'id', a.id, 'subject', a.subject, 'sensor', a.sensor, 'source', a.source, 'rule', a.rule, 'condition', a.condition,
        'cause', a.cause, 'priority', a.priority, 'district', a.district, 'lon', a.lon, 'lat', a.lat,
        'state', a.state, 'hidden', a.hidden, 'hiddenAt', iso_utc(a.hidden_at), 'hiddenUntil', iso_utc(a.hidden_until),
        'hiddenBy', a.hidden_by, 'hiddenReason', a.hidden_reason,
        'count', a.count, 'raisedAt', iso_utc(a.raised_at), 'activeAt', iso_utc(a.active_at), 'clearedAt', iso_utc(a.cleared_at),
        'closedAt', iso_utc(a.closed_at), 'ackedAt', iso_utc(a.acked_at), 'ackedBy', a.acked_by,
        'chatteringUntil', iso_utc(a.chattering_until), 'value', a.value, 'peak', a.peak, 'valueAt', iso_utc(a.value_at),
        'trend', a.trend, 'limit', a.limit_value, 'unit', a.unit, 'incident', a.incident, 'incidentNo', a.incident_no,
        'referredAt', iso_utc(a.referred_at), 'isDrill', a.is_drill, 'version', a.version) as card
      from alarm a;
      -- What the journal holds before is no news: no alarm rises from it.
      insert into reader (name, seq) select name, coalesce(max(seq), 0) from journal_entry
        right join (values ('alarms'), ('alarm-reports')) r (name) on true group by name on conflict (name) do nothing;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      delete from reader where name in ('alarms', 'alarm-reports');
      drop view alarm_card;
      drop table alarm_activation, alarm, sensor_outage, alarm_point, sensor_watch, alarm_rule;
      alter table sensor drop owner_zh, drop owner_en, drop place, drop range_low, drop range_high, drop frozen_after_seconds,
        drop calibrated_on, drop calibrate_every_days;
    `);
  }
}
