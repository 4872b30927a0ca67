import { Module } from '@nestjs/common';
import { CamerasController } from './cameras.controller.js';
import { CameraRegister } from './cameras.service.js';

/** What cameras there are; rows come with the city's profile. */
@Module({ controllers: [CamerasController], providers: [CameraRegister] })
export class CamerasModule {}
