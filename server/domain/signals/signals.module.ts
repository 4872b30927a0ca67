import { Module } from '@nestjs/common';
import { EarsController } from './ears/ears.controller.js';
import { GradingController } from './grading/grading.controller.js';
import { Grading } from './grading/grading.service.js';

/** Risk signals (风险信号): our own early warnings, never called 预警. */
@Module({ controllers: [EarsController, GradingController], providers: [Grading] })
export class SignalsModule {}
