import { Module } from '@nestjs/common';
import { CityModule } from './city/city.module.js';
import { AlarmsModule } from './domain/alarms/alarms.module.js';
import { AlertsModule } from './domain/alerts/alerts.module.js';
import { PublishingModule } from './domain/alerts/publishing/publishing.module.js';
import { BandsModule } from './domain/bands/bands.module.js';
import { CamerasModule } from './domain/cameras/cameras.module.js';
import { DispatchModule } from './domain/dispatch/dispatch.module.js';
import { EscalationsModule } from './domain/escalations/escalations.module.js';
import { FeedsModule } from './domain/feeds/feeds.module.js';
import { ForecastModule } from './domain/forecast/forecast.module.js';
import { HandoverModule } from './domain/handover/handover.module.js';
import { IncidentsModule } from './domain/incidents/incidents.module.js';
import { InstructionsModule } from './domain/instructions/instructions.module.js';
import { KpiModule } from './domain/kpi/kpi.module.js';
import { LimitsModule } from './domain/limits/limits.module.js';
import { ObjectsModule } from './domain/objects/objects.module.js';
import { ReportsModule } from './domain/reports/reports.module.js';
import { RiskIndexModule } from './domain/risk-index/risk-index.module.js';
import { RollupsModule } from './domain/rollups/rollups.module.js';
import { SignalsModule } from './domain/signals/signals.module.js';
import { VitalsModule } from './domain/vitals/vitals.module.js';
import { HazardsModule } from './domain/hazards/hazards.module.js';
import { WarningsModule } from './domain/warnings/warnings.module.js';
import { FilesModule } from './files/files.module.js';
import { GatewayModule } from './gateway/gateway.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { IntakeModule } from './intake/intake.module.js';
import { JournalModule } from './journal/journal.module.js';
import { NotifyModule } from './notify/notify.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { AlertsReadModule } from './projections/alerts/alerts-read.module.js';
import { KpiReadModule } from './projections/kpi/kpi-read.module.js';
import { RowTotals } from './projections/row-totals.js';
import { RowsModule } from './projections/rows.module.js';
import { TimersModule } from './timers/timers.module.js';

const BASE = [PlatformModule, IdentityModule, CityModule, FilesModule, JournalModule, TimersModule];
const RISK = [AlarmsModule, WarningsModule, SignalsModule, HazardsModule, RiskIndexModule];
const FIGURES = [RollupsModule, FeedsModule, BandsModule, VitalsModule, ForecastModule, KpiModule];
const INCIDENTS = [
  IncidentsModule,
  CamerasModule,
  ObjectsModule,
  DispatchModule,
  ReportsModule,
  EscalationsModule,
  LimitsModule,
  InstructionsModule,
];

const HANDOVER = HandoverModule.with({ module: RowsModule, figures: RowTotals });

/** The service: one module a stage, in the order in which facts flow. */
@Module({
  imports: [
    ...BASE,
    IntakeModule,
    ...FIGURES,
    ...RISK,
    ...INCIDENTS,
    NotifyModule,
    RowsModule,
    AlertsReadModule,
    KpiReadModule,
    HANDOVER,
    AlertsModule,
    PublishingModule,
    GatewayModule,
  ],
})
export class AppModule {}
