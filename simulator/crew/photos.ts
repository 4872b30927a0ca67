import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Incident } from '../../protocol/incident.js';
import type { Staff } from './staff.js';

const Stored = z.object({ id: z.string() });

/** Scene by how the type's code begins; the last one fits everything. @source our drawings, simulator/lanchuan/generate-photos.mjs */
const SCENES: readonly [prefix: string, scene: string][] = [
  ['street.', 'stall'],
  ['part.', 'manhole'],
  ['nat.flood', 'water'],
  ['acc.infra.water', 'water'],
  ['acc.infra', 'manhole'],
  ['complaint.env', 'litter'],
  ['', 'litter'],
];

/** Photos that the crew takes: drawn scenes, marked as such. */
export class Photos {
  private readonly pictures = new Map<string, Uint8Array<ArrayBuffer>>();

  constructor(private readonly profile: string) {}

  /** Puts a photo taken before or after the work to an incident. @throws Refused */
  async take(staff: Staff, file: Pick<Incident, 'id' | 'type' | 'version'>, kind: 'before' | 'after'): Promise<void> {
    const scene = SCENES.find(([prefix]) => file.type.startsWith(prefix))?.[1] ?? 'litter';
    const photo = stamped(this.picture(`${scene}-${kind}`), `${file.id} ${file.version} ${kind}`);
    const { id } = Stored.parse(await staff.upload('/api/v1/files', photo, 'image/jpeg'));
    await staff.post(`/api/v1/incidents/${file.id}/attachments`, { file: id, kind }, `crew-${file.id}-${id}`);
  }

  private picture(name: string): Uint8Array<ArrayBuffer> {
    const known = this.pictures.get(name);
    if (known) return known;
    const bytes = new Uint8Array(readFileSync(join(this.profile, 'photos', `${name}.jpg`)));
    this.pictures.set(name, bytes);
    return bytes;
  }
}

/** A JPEG with a comment after its first marker, so that no two photos are the same bytes. */
function stamped(jpeg: Uint8Array, words: string): Uint8Array<ArrayBuffer> {
  const text = Buffer.from(words);
  const comment = Buffer.from([0xff, 0xfe, (text.length + 2) >> 8, (text.length + 2) & 0xff]);
  return new Uint8Array(Buffer.concat([jpeg.subarray(0, 2), comment, text, jpeg.subarray(2)]));
}
