/** A reader of the risk map for bench:risk, in a process of its own: it says when each patch that touches many cells came. */
import { connectLive } from '../support/live-client.js';

/** What the parent asks for. */
export interface ReaderJob {
  url: string;
  cookie: string;
}
/** One patch: when it came (epoch ms) and how many cells it touched; and patches that did not apply so far. The first message is the snapshot. */
export interface PatchSeen {
  atMs: number;
  cells: number;
  gaps: number;
}

process.once('message', (job: ReaderJob) => {
  void watch(job).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});

async function watch({ url, cookie }: ReaderJob): Promise<void> {
  const reader = await connectLive(url, { cookie });
  const tell = (cells: object | undefined) =>
    process.send?.({
      ...{ atMs: performance.timeOrigin + performance.now(), cells: Object.keys(cells ?? {}).length },
      gaps: reader.gaps,
    } satisfies PatchSeen);
  // Registered after the reader's own: the patch is folded when it is told.
  reader.socket.on('patch', ({ patch }) => tell(patch['cells'] as object | undefined));
  reader.socket.on('snapshot', ({ state }) => tell((state as { cells: object }).cells));
  await reader.watch('risk-map', { params: { res: 9 } });
}
