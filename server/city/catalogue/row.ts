import type { Priority } from '../../../protocol/observation.js';

/** Code, standard's code or null, Chinese name, English name, default priority. */
export type CatalogueRow = readonly [code: string, stdCode: string | null, zh: string, en: string, priority: Priority];
