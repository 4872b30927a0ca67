import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { z } from 'zod';
import type { Crs } from '../../../protocol/geo.js';
import type { Feature } from '../geojson.js';
import type { Findings } from './fault.js';
import { readGeojson } from './geojson.reader.js';
import { readObject, readTable } from './table.reader.js';

/** The files of a profile. What is wrong in them is collected, not thrown; an absent file is null. */
export class ProfileFolder {
  readonly findings: Findings = { faults: [], notes: [] };

  constructor(readonly path: string) {}

  /** Features of a file, moved to WGS-84. */
  features(file: string, crs: Crs): Feature[] | null {
    const text = this.text(file);
    return text === null ? null : readGeojson({ file, text, crs }, this.findings);
  }

  /** Rows of NAME.json or NAME.csv. */
  rows<T>(name: string, row: z.ZodType<T>): T[] | null {
    for (const file of [`${name}.json`, `${name}.csv`]) {
      const text = this.text(file);
      if (text !== null) return readTable({ file, text }, row, this.findings);
    }
    return null;
  }

  object<T>(file: string, schema: z.ZodType<T>): T | null {
    const text = this.text(file);
    return text === null ? null : readObject({ file, text }, schema, this.findings);
  }

  /** Header and rows of a CSV file, as text. */
  cells(file: string): { header: string[]; rows: string[][] } | null {
    const text = this.text(file);
    if (text === null) return null;
    try {
      const options = { bom: true, trim: true, skip_empty_lines: true, relax_column_count: true };
      const [header = [], ...rows] = parse(text, options);
      return { header, rows };
    } catch (error) {
      this.findings.faults.push({ file, at: '', message: `is not CSV: ${(error as Error).message}` });
      return null;
    }
  }

  has(file: string): boolean {
    return existsSync(join(this.path, file));
  }

  private text(file: string): string | null {
    return this.has(file) ? readFileSync(join(this.path, file), 'utf8') : null;
  }
}
