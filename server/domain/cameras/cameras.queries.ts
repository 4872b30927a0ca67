import type { Pool } from 'pg';
import type { Camera, Cameras } from '../../../protocol/camera.js';

const COLUMNS = `code, name_zh as "nameZh", name_en as "nameEn", district, address, lon, lat, direction, owner_zh as "ownerZh",
  owner_en as "ownerEn", state`;
/** Metres of a degree of latitude; of longitude times the cosine of the latitude. @source WGS-84 mean radius 6371.0088 km */
const DEGREE_M = 111_195;
/** $1 districts within reach, null is the city; $2 the one that is asked for. */
const WITHIN = '($1::text[] is null or district = any ($1)) and ($2::text is null or district = $2)';

/** Where to look: districts within reach, and the one asked for. */
export interface CameraScope {
  districts: readonly string[] | null;
  district: string | null;
}

/** Reads the cameras nearest to a point, the nearest first. A register has some thousand rows: all are looked at. */
export async function nearestCameras(
  db: Pool,
  { lon, lat, limit }: { lon: number; lat: number; limit: number },
  { districts, district }: CameraScope,
): Promise<Cameras['cameras']> {
  const { rows } = await db.query<Cameras['cameras'][number]>(
    `select ${COLUMNS}, round(away)::int as "distanceM" from (
       select *, ${DEGREE_M} * sqrt(power(lat - $4, 2) + power((lon - $3) * cos(radians($4)), 2)) as away from camera where ${WITHIN}) near
     order by away, code limit $5`,
    [districts, district, lon, lat, limit],
  );
  return rows;
}

/** Reads the register by code, after a code. */
export async function listCameras(
  db: Pool,
  { after, limit }: { after: string | null; limit: number },
  { districts, district }: CameraScope,
): Promise<Camera[]> {
  const { rows } = await db.query<Camera>(
    `select ${COLUMNS} from camera where ${WITHIN} and ($3::text is null or code > $3) order by code limit $4`,
    [districts, district, after, limit],
  );
  return rows;
}
