/** Most of the readers of bench:live, in a process of their own: what they decode must not hold up the reader that is timed. */
import type { LiveReader } from '../support/live-client.js';
import { connectAll, type ReadersJob } from './live.readers.js';

/** First `ready` when all have their snapshot; asked for it by any second message, `gaps`: patches that did not apply. */
export type CrowdReport = { ready: true } | { gaps: number };

process.once('message', (job: ReadersJob) => {
  void open(job).then(
    (readers) => {
      process.once('message', () => process.send?.({ gaps: readers.reduce((sum, reader) => sum + reader.gaps, 0) }));
      process.send?.({ ready: true });
    },
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

async function open(job: ReadersJob): Promise<LiveReader[]> {
  const readers = await connectAll(job);
  for (const reader of readers) onlyChain(reader);
  return readers;
}

/** Checks that patches follow on one another without folding them, or folding would be what is measured. */
function onlyChain(reader: LiveReader): void {
  reader.socket.off('patch');
  let { seq } = reader.at('situation');
  reader.socket.on('snapshot', (frame) => (seq = frame.seq));
  reader.socket.on('patch', (frame) => {
    if (frame.from !== seq) reader.gaps++;
    seq = frame.seq;
  });
}
