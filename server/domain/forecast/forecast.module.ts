import { Module } from '@nestjs/common';
import { ForecastsController } from './forecasts.controller.js';
import { Forecasts } from './forecasts.service.js';

/** What to expect of the days to come. */
@Module({ controllers: [ForecastsController], providers: [Forecasts], exports: [Forecasts] })
export class ForecastModule {}
