import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** Sends finished COPY bytes on a connection and answers how many rows the server took. */
export function copyIn(client: PoolClient, statement: string, bytes: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const stream = client.query(copyFrom(statement));
    stream.once('error', reject);
    stream.once('finish', () => resolve(stream.rowCount));
    stream.end(bytes);
  });
}
