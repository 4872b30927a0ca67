import type { LonLat } from '../../../../protocol/geo.js';
import type { Geometry } from '../../../city/geojson.js';

/** For whom an alert is written, and what is known of the city's ground. `key`: the language in the document's texts. */
export interface Reading {
  lang: 'zh-CN' | 'en';
  key: 'zh' | 'en';
  /** Address that the city's public pages are reached by. */
  publicUrl: string;
  zone: string;
  districts: readonly {
    code: string;
    nameZh: string;
    nameEn: string;
    center: LonLat | null;
    geometry: Geometry | null;
  }[];
}
