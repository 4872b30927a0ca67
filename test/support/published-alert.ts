import type { AlertDocument, PublishedAlert } from '../../protocol/alert.js';
import type { Reading } from '../../server/domain/alerts/publishing/reading.js';
import { alertDocument } from './alert-document.js';

/** A published version of the example alert. Changes of the document go into `over`, of its standing into `more`. */
export function publishedAlert(over: Partial<AlertDocument> = {}, more: Partial<PublishedAlert> = {}): PublishedAlert {
  const document = alertDocument(over);
  return {
    ...{ document, state: 'published', hash: 'ab'.repeat(32), publishedAt: '2026-11-30T01:00:00.000Z' },
    ...{ replacedBy: null, withdrawn: null, demo: false },
    versions: [{ version: document.version, publishedAt: '2026-11-30T01:00:00.000Z', state: 'published' }],
    ...more,
  };
}

/** A reader in one language of a city with two square districts, the second one in two parts. */
export function readerIn(lang: Reading['lang']): Reading {
  const square = (lon: number, lat: number) => [
    [
      [lon, lat],
      [lon + 0.05, lat],
      [lon + 0.05, lat + 0.05],
      [lon, lat + 0.05],
      [lon, lat],
    ],
  ];
  return {
    ...{ lang, key: lang === 'en' ? 'en' : 'zh', publicUrl: 'https://city.example', zone: 'Asia/Shanghai' },
    districts: [
      {
        ...{ code: '990101', nameZh: '锦渡区', nameEn: 'Jindu', center: [119.875, 38.775] },
        geometry: { type: 'Polygon', coordinates: square(119.85, 38.75) },
      },
      {
        ...{ code: '990102', nameZh: '望潮区', nameEn: 'Wangchao', center: [119.925, 38.775] },
        geometry: { type: 'MultiPolygon', coordinates: [square(119.9, 38.75), square(119.97, 38.7)] },
      },
    ],
  };
}
