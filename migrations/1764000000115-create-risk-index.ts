import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRiskIndex1764000000115 implements MigrationInterface {
  name = 'CreateRiskIndex1764000000115';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- Cells by kind of record too: the index compares each kind with what is usual for the place. '' is what was counted before.
      alter table rollup_hex add stream text not null default '', add type text not null default '';
      alter table rollup_hex drop constraint rollup_hex_pkey, add primary key (minute, h3, priority, stream, type);
      create index alarm_cleared on alarm (cleared_at) where closed_at is not null;
      -- Versions of the weights, the newest in force; none is ever changed. Values as protocol/risk-weight.ts names them.
      create table risk_weights (
        version integer primary key,
        published_at timestamptz not null default city_now(),
        -- Null: came with the service.
        published_by text,
        reason text not null
      );
      create table risk_weight (
        version integer not null references risk_weights (version),
        name text not null,
        value integer not null check (value between 0 and 10000),
        source text not null,
        primary key (version, name)
      );
      -- What is usual: records per cell (res 9) and kind over a part of the day (0: hours 0-5 of the city, ... 3: 18-23), and over how many such hours.
      create table risk_usual (
        h3 bigint not null,
        part smallint not null check (part between 0 and 3),
        stream text not null,
        type text not null,
        priority smallint not null,
        n integer not null,
        primary key (part, h3, stream, type, priority)
      );
      create table risk_usual_basis (
        one boolean primary key default true check (one),
        computed_at timestamptz not null,
        -- Hours that each part stands on; null: the records do not go back far enough.
        hours integer
      );
      -- Every time the index was stated, each with its fact in the journal: at least once a minute while somebody looks. counts: {res: {district: [low, middle, high, unknown]}}.
      create table risk_turn (
        stated_at timestamptz primary key,
        weights integer not null references risk_weights (version),
        -- Every cell was stated, not only those that changed: the past is read from the last such turn on.
        is_whole boolean not null,
        counts jsonb not null
      );
      create index risk_turn_whole on risk_turn (stated_at) where is_whole;
      -- What a cell was stated to be, valid until it is stated again. Zero without silent sensors: off the map. Partitions by day (UTC).
      create table risk_cell_state (
        res smallint not null,
        cell bigint not null,
        stated_at timestamptz not null,
        district text not null,
        value integer not null,
        level smallint not null,
        unknown text[] not null,
        -- protocol/risk.ts RiskContribution[]; their points sum to value. json, not jsonb: it is compared as written.
        contributions json not null,
        primary key (res, cell, stated_at)
      ) partition by range (stated_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      drop table risk_cell_state, risk_turn, risk_usual_basis, risk_usual, risk_weight, risk_weights;
      drop index alarm_cleared;
      delete from lease where name = 'risk-index';
      -- Kinds are told apart no more: the roll-up begins anew, and is full again within its window.
      truncate rollup_hex;
      alter table rollup_hex drop constraint rollup_hex_pkey, drop stream, drop type, add primary key (minute, h3, priority);
    `);
  }
}
