import type { PoolClient } from 'pg';
import { faultLines, ProfileError } from '../../server/city/profile/fault.js';
import { columnsOf } from '../../server/city/registers/line.rules.js';
import { readLines, type RegisterLine, type Rejected } from '../../server/domain/objects/register-csv.rules.js';
import type { RegisterWriter } from '../../server/domain/objects/register-writer.js';
import type { NewEntry } from '../../server/journal/entry.js';
import type { Journal } from '../../server/journal/journal.js';
import type { Database } from '../../server/platform/database.js';
import { readRegister, type RegisterOrder } from './register-file.js';

/** Lines written by one statement. */
const CHUNK = 5000;
/** As the audit and the course of gradings name who did it. */
const SENDER = { actor: 'city:import', reach: null, address: null };

/** Which register a file is for, and whether its good lines are taken when others are bad. */
export interface RegisterTask extends RegisterOrder {
  register: 'objects' | 'risk-points';
  skipsFaults: boolean;
}

/** What an import did; `left` tells the lines that it left out. */
export interface RegisterDone {
  added: number;
  changed: number;
  unchanged: number;
  left: string | null;
  notes: readonly string[];
}

/** Takes a file in with the writer of its register, in one transaction. @throws ProfileError with every bad line unless they are skipped */
export async function take<T extends { code: string }>(
  writer: RegisterWriter<T>,
  task: RegisterTask,
  { db, journal }: { db: Database; journal: Journal },
): Promise<RegisterDone> {
  const { schema, shape } = writer.rules;
  const file = await readRegister(task, columnsOf(Object.keys(schema.shape), shape));
  const read = readLines(file.lines, writer.rules);
  return db.tx(db.system, async (client) => {
    const done = await writeAll(writer, read.lines, client);
    const rejected = [...read.rejected, ...done.rejected].toSorted((a, b) => a.line - b.line);
    const faults = rejected.map(file.faultOf);
    if (faults.length > 0 && !task.skipsFaults) throw new ProfileError(faults, 'The file');
    if (done.facts.length > 0) await journal.append(client, done.facts);
    const { added, changed, unchanged } = done;
    return { added, changed, unchanged, left: faults.length === 0 ? null : faultLines(faults), notes: file.notes };
  });
}

async function writeAll<T extends { code: string }>(
  writer: RegisterWriter<T>,
  lines: readonly RegisterLine<T>[],
  client: PoolClient,
) {
  const done = { added: 0, changed: 0, unchanged: 0, rejected: [] as Rejected[], facts: [] as NewEntry[] };
  for (let from = 0; from < lines.length; from += CHUNK) {
    const part = { lines: lines.slice(from, from + CHUNK), rejected: [] };
    const { answer, facts } = await writer.write(client, part, SENDER);
    done.added += answer.added;
    done.changed += answer.changed;
    done.unchanged += answer.unchanged;
    done.rejected.push(...answer.rejected);
    done.facts.push(...facts);
  }
  return done;
}
