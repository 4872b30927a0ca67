import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished, pipeline } from 'node:stream/promises';
import { createGunzip, createGzip, type Gzip } from 'node:zlib';
import { z } from 'zod';

/** First thing in an archive: what it is, which keys its sealed columns need, which schema it has. */
export const ArchiveHead = z.object({
  format: z.literal('city-brain-backup/1'),
  at: z.string(),
  keyIds: z.array(z.string()),
  migrations: z.array(z.string()),
  partitions: z.array(z.object({ parent: z.string(), name: z.string(), bounds: z.string() })),
});
export type ArchiveHead = z.infer<typeof ArchiveHead>;

export const ArchiveTable = z.object({ table: z.string(), columns: z.array(z.string()) });
export type ArchiveTable = z.infer<typeof ArchiveTable>;

/** Last thing in an archive; one without it was cut short. */
export const ArchiveFoot = z.object({
  rows: z.record(z.string(), z.int()),
  sequences: z.record(z.string(), z.object({ value: z.string(), called: z.boolean() })),
});
export type ArchiveFoot = z.infer<typeof ArchiveFoot>;

/** Frames: one letter, four bytes of length, that many bytes; the whole gzipped. `D` carries COPY text of the table before it. */
export type Frame = { kind: 'H' | 'T' | 'D' | 'Z'; bytes: Buffer };

const FRAME_HEAD = 5;
const MOST_BYTES = 64 * 1024 * 1024;

/** Writes frames to a file, at the file's own pace. */
export class ArchiveWriter {
  private readonly gzip: Gzip = createGzip({ level: 6 });
  private readonly done: Promise<void>;

  constructor(path: string) {
    this.done = pipeline(this.gzip, createWriteStream(path, { mode: 0o600 }));
    this.done.catch(() => undefined);
  }

  async json(kind: 'H' | 'T' | 'Z', value: object): Promise<void> {
    await this.frame(kind, Buffer.from(JSON.stringify(value)));
  }

  async frame(kind: Frame['kind'], bytes: Buffer): Promise<void> {
    const head = Buffer.alloc(FRAME_HEAD);
    head.write(kind, 0, 'latin1');
    head.writeUInt32BE(bytes.length, 1);
    this.gzip.write(head);
    if (!this.gzip.write(bytes)) await Promise.race([once(this.gzip, 'drain'), this.done]);
  }

  async close(): Promise<void> {
    this.gzip.end();
    await this.done;
  }
}

/** Reads frames from a file. @throws Error when the file is not an archive or was cut short */
export async function* readFrames(path: string): AsyncGenerator<Frame> {
  const gunzip = createGunzip();
  const file = createReadStream(path);
  file.on('error', (error) => gunzip.destroy(error));
  file.pipe(gunzip);
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of gunzip) {
      rest = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
      while (rest.length >= FRAME_HEAD) {
        const length = rest.readUInt32BE(1);
        if (length > MOST_BYTES) throw new Error(`${path} is not a city-brain backup`);
        if (rest.length < FRAME_HEAD + length) break;
        yield {
          kind: rest.toString('latin1', 0, 1) as Frame['kind'],
          bytes: rest.subarray(FRAME_HEAD, FRAME_HEAD + length),
        };
        rest = rest.subarray(FRAME_HEAD + length);
      }
    }
  } catch (cause) {
    throw new Error(`${path} cannot be read as a city-brain backup: ${(cause as Error).message}`, { cause });
  } finally {
    file.destroy();
    await finished(gunzip.destroy()).catch(() => undefined);
  }
  if (rest.length > 0) throw new Error(`${path} ends in the middle of a record: it was cut short`);
}
