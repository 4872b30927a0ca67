/** One thing that keeps a profile from being imported: the file, where in it (`feature 3`, `row 12`, `[4].priority`), and what to do. */
export interface ProfileFault {
  file: string;
  at: string;
  message: string;
}

/** Thrown when a profile cannot be imported; lists every fault, and nothing has been changed. */
export class ProfileError extends Error {
  /** @param what as the message names it */
  constructor(
    readonly faults: readonly ProfileFault[],
    what = 'The city profile',
  ) {
    super(`${what} has ${faults.length} fault(s); nothing was imported:\n${faultLines(faults)}`);
    this.name = 'ProfileError';
  }
}

/** Faults as lines for people. */
export function faultLines(faults: readonly ProfileFault[]): string {
  return faults.map((f) => `  - ${f.file}${f.at === '' ? '' : ` ${f.at}`}: ${f.message}`).join('\n');
}

/** Collects what the reader meets: faults stop the import, notes are told and tolerated. */
export interface Findings {
  readonly faults: ProfileFault[];
  readonly notes: string[];
}
