import { Module } from '@nestjs/common';
import { LimitsAdmin } from './limits-admin.service.js';
import { LimitsController } from './limits.controller.js';

/** Changing the city's time limits by hand. */
@Module({ controllers: [LimitsController], providers: [LimitsAdmin] })
export class LimitsModule {}
