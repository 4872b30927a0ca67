import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Config } from '../server/platform/config.js';
import type { Database } from '../server/platform/database.js';
import { Lease } from '../server/platform/lease.js';
import { repeat } from '../server/platform/repeat.js';
import { PROJECT_ROOT } from '../server/platform/root.js';

const TERM_MS = 15_000;
const RENEW_MS = 5000;
const STOP_PATIENCE_MS = 3000;
/** A simulator that keeps failing is started again after this long, doubling up to the second. */
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

/** The demo city's sources, run beside one of all instances: whoever holds the lease. */
export class SimulatorChild {
  private readonly lease: Lease;
  private child: ChildProcess | undefined;
  private stopRenewing: (() => Promise<void>) | undefined;
  private pauseMs = FIRST_PAUSE_MS;
  private notBefore = 0;

  constructor(
    db: Database,
    private readonly config: Config,
    private readonly url: string,
  ) {
    this.lease = new Lease(db, 'simulator', TERM_MS);
  }

  /** Begins to hold the lease, and with it the simulator. */
  start(): void {
    this.stopRenewing = repeat('simulator', RENEW_MS, async () => {
      if ((await this.lease.take()) !== null) this.ensureRunning();
      else await this.end();
    });
  }

  /** Ends the simulator and gives the lease back. */
  async stop(): Promise<void> {
    await this.stopRenewing?.();
    await this.end();
    await this.lease.release().catch(() => undefined); // the database may be gone already; the lease then runs out
  }

  private ensureRunning(): void {
    if (this.child || Date.now() < this.notBefore) return;
    const program = join(PROJECT_ROOT, 'dist', 'simulator', 'main.js');
    const env = { ...process.env, SIM_URL: reachable(this.config, this.url), SIM_DATA_DIR: this.config.dataDir };
    const started = Date.now();
    // It watches its parent and ends by itself when this process is killed.
    const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'inherit', 'inherit'] });
    this.child = child;
    child.once('error', () => (this.child = undefined));
    child.once('exit', () => {
      this.child = undefined;
      this.pauseMs =
        Date.now() - started > LONGEST_PAUSE_MS ? FIRST_PAUSE_MS : Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
      this.notBefore = Date.now() + this.pauseMs;
    });
  }

  private async end(): Promise<void> {
    const { child } = this;
    if (!child) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const hard = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS);
    await gone;
    clearTimeout(hard);
  }
}

/** Where the simulator finds us: by loopback, unless a certificate ties us to our public name. */
function reachable(config: Config, url: string): string {
  if (config.tls || !/^(0\.0\.0\.0|::)$/.test(config.host)) return url;
  const { port } = new URL(url);
  return `http://127.0.0.1:${port || '80'}`;
}
