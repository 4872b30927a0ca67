import { Injectable } from '@nestjs/common';
import type { Cameras, CamerasQuery } from '../../../protocol/camera.js';
import { Database } from '../../platform/database.js';
import { districtsOf, type Principal } from '../../platform/principal.js';
import { listCameras, nearestCameras } from './cameras.queries.js';

/** The register of cameras, within what its reader may see of the city's means. */
@Injectable()
export class CameraRegister {
  constructor(private readonly db: Database) {}

  /** Reads the nearest to a point, or a page of the register. */
  async read({ lon, lat, district, cursor, limit }: CamerasQuery, who: Principal): Promise<Cameras> {
    const scope = { districts: districtsOf(who, 'units.read'), district: district ?? null };
    if (lon !== undefined && lat !== undefined)
      return { cameras: await nearestCameras(this.db.query, { lon, lat, limit }, scope), cursor: null };
    const rows = await listCameras(this.db.query, { after: cursor ?? null, limit: limit + 1 }, scope);
    const page = rows.slice(0, limit).map((camera) => ({ ...camera, distanceM: null }));
    return { cameras: page, cursor: rows.length > limit ? (page.at(-1)?.code ?? null) : null };
  }
}
