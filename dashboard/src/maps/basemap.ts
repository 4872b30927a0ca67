import { layers as protomaps, namedFlavor } from '@protomaps/basemaps';
import type { Basemap } from '@protocol/basemap';
import { BASEMAP_PATH } from '@protocol/basemap';
import { addProtocol, type LayerSpecification, type SourceSpecification } from 'maplibre-gl';
import { FetchSource, PMTiles, Protocol } from 'pmtiles';
import { COLOURS } from '../theme/colours.js';

const SOURCE = 'basemap';
const FONT = ['Noto Sans SC Variable'];
/** Layers of the style whose only content is an icon: we ship no sprites. */
const ICONS_ONLY = new Set(['roads_oneway', 'roads_shields']);
let protocol: Protocol | null = null;

/** What a style needs to stand on the city's own basemap. */
export interface BasemapStyle {
  sources: Record<string, SourceSpecification>;
  layers: LayerSpecification[];
}

/** Lays the archive under the map: its tiles by ranges, drawn in our colours with the page's own typeface; no sprite, no glyph server. */
export async function basemapStyle(basemap: Basemap, lang: 'zh' | 'en'): Promise<BasemapStyle | null> {
  if (!basemap.file) return null;
  const archive = openArchive(basemap.file.version);
  const { attribution } = (await archive.getMetadata()) as { attribution?: string };
  const url = `pmtiles://${archive.source.getKey()}`;
  const source = { url, attribution: attribution ?? '' };
  if (basemap.file.kind === 'raster')
    return {
      sources: { [SOURCE]: { type: 'raster', tileSize: 256, ...source } },
      layers: [{ id: 'basemap', type: 'raster', source: SOURCE, paint: { 'raster-opacity': 0.7 } }],
    };
  const drawn = protomaps(SOURCE, flavour(), { lang: lang === 'zh' ? 'zh-Hans' : 'en' }) as LayerSpecification[];
  return { sources: { [SOURCE]: { type: 'vector', ...source } }, layers: drawn.flatMap(withoutSprites) };
}

/** A new version of the file is a new archive: what was kept of the old one must not be mixed with it. */
function openArchive(version: string): PMTiles {
  if (!protocol) {
    protocol = new Protocol();
    addProtocol('pmtiles', protocol.tile);
  }
  const key = `${location.origin}${BASEMAP_PATH}?v=${encodeURIComponent(version)}`;
  const known = protocol.get(key);
  if (known) return known;
  const archive = new PMTiles(new FetchSource(key, undefined, 'same-origin'));
  protocol.add(archive);
  return archive;
}

/** The dark ground of the mocks: quieter than anything that means something. */
function flavour() {
  return {
    ...namedFlavor('black'),
    ...{ background: COLOURS.bg, earth: '#171f26', water: '#0f2233', park_a: '#15221c', park_b: '#15221c' },
    ...{ wood_a: '#15221c', wood_b: '#15221c', scrub_a: '#15221c', scrub_b: '#15221c', buildings: '#1a232b' },
    ...{ highway: '#445868', major: '#2c3a46', minor_a: '#253039', minor_b: '#1f2a33', railway: '#3a4855' },
    ...{ bridges_highway: '#445868', bridges_major: '#2c3a46', boundaries: '#3f4c58' },
    ...{ roads_label_major: '#7c8a96', roads_label_minor: '#5d6c79', subplace_label: COLOURS.mid },
    ...{ city_label: COLOURS.tx, subplace_label_halo: COLOURS.bg, city_label_halo: COLOURS.bg },
  };
}

/** Keeps the names of a layer that has icons too; without the icon's line the whole layer would not be drawn. */
function withoutSprites(layer: LayerSpecification): LayerSpecification[] {
  if (ICONS_ONLY.has(layer.id)) return [];
  if (layer.type !== 'symbol') return [layer];
  const { 'icon-image': _icon, 'icon-size': _size, ...layout } = layer.layout ?? {};
  return [{ ...layer, layout: { ...layout, 'text-font': FONT } }];
}
