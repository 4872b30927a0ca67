import { Controller, Get, Header, Query } from '@nestjs/common';
import { Cameras, CamerasQuery } from '../../../protocol/camera.js';
import { CurrentPrincipal } from '../../identity/current.js';
import { parseInput } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { CameraRegister } from './cameras.service.js';

/** The register of cameras over HTTP. */
@Controller('api/v1/cameras')
export class CamerasController {
  constructor(private readonly register: CameraRegister) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Policy('units.read')
  @Api({
    summary: 'Cameras: the nearest to a point, or the register by code',
    query: CamerasQuery,
    response: Cameras,
  })
  read(@Query() query: unknown, @CurrentPrincipal() who: Principal): Promise<Cameras> {
    return this.register.read(parseInput(CamerasQuery, query), who);
  }
}
