import { Injectable } from '@nestjs/common';

/** What a check found: `ok` decides /readyz, `detail` is shown to operators (numbers and short text, nothing secret). */
export interface Finding {
  ok: boolean;
  detail?: Record<string, string | number | boolean>;
}
export type Check = () => Promise<Finding> | Finding;

const CHECK_TIMEOUT_MS = 3000;

/** Checks that /readyz asks. A capability registers its own when it starts. */
@Injectable()
export class Readiness {
  /** Checks by name. */
  private readonly checks = new Map<string, Check>();

  /** Adds a check; a second one of the same name is a bug. */
  add(name: string, check: Check): void {
    if (this.checks.has(name)) throw new Error(`readiness check ${name} is registered twice`);
    this.checks.set(name, check);
  }

  /** Asks every check at once; one that throws or hangs counts as not ready. */
  async ask(): Promise<{ ok: boolean; checks: Record<string, Finding> }> {
    const found = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await settle(check)] as const),
    );
    return { ok: found.every(([, finding]) => finding.ok), checks: Object.fromEntries(found) };
  }
}

async function settle(check: Check): Promise<Finding> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Finding>((resolve) => {
    timer = setTimeout(
      () => resolve({ ok: false, detail: { error: `no answer in ${CHECK_TIMEOUT_MS} ms` } }),
      CHECK_TIMEOUT_MS,
    );
  });
  try {
    return await Promise.race([check(), late]);
  } catch (error) {
    return { ok: false, detail: { error: (error as Error).message } };
  } finally {
    clearTimeout(timer);
  }
}
