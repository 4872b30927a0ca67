import { Inject, Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { Database } from '../platform/database.js';
import { DomainError } from '../platform/domain-error.js';
import { passwordFault, profileNamed, type PasswordProfile } from './password.rules.js';

/** argon2id, 19 MiB, 2 passes, 1 lane. @source OWASP Password Storage Cheat Sheet, argon2id second configuration */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes made at once: more would take the cores that intake needs (about 70 ms each). */
const AT_ONCE = 2;

/** Hashes that may wait; a flood of sign-ins beyond is told to come back. */
const WAITING = 64;

/** Row of table `setting` that names the profile of chosen passwords. @source docs/operations.md §Security */
const PROFILE_SETTING = 'identity.password_profile';

/** Stored for accounts that never sign in by password. No password verifies against it. */
export const NO_PASSWORD = '!';

/** Hashes and verifies passwords, a few at a time. */
@Injectable()
export class Passwords {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private dummy: Promise<string> | undefined;

  constructor(@Inject(Database) private readonly db: Database) {}

  /** Hashes a password for storage. */
  hash(password: string): Promise<string> {
    return this.slot(() => hash(password, COST));
  }

  /** Checks a password against a stored hash; against a dummy one, at the same cost, when there is none. @throws login/busy */
  async matches(stored: string | null, password: string): Promise<boolean> {
    this.dummy ??= hash('nobody has this password', COST);
    const usable = stored !== null && stored !== NO_PASSWORD;
    const against = usable ? stored : await this.dummy;
    const isRight = await this.slot(() => verify(against, password));
    return usable && isRight;
  }

  /** Refuses a password that a person chose badly. @throws password/... (422) */
  async accept(password: string, username: string): Promise<void> {
    const profile = await this.profile();
    const code = passwordFault(password, username, profile);
    if (!code) return;
    const detail = `choose a password of ${profile.minLength} to ${profile.maxLength} signs that is not a common one and does not hold your name`;
    throw new DomainError(422, code, detail, { errors: [{ pointer: '/password', code, detail }] });
  }

  /** The city's choice is a row of table `setting`; `asvs` without one. */
  private async profile(): Promise<PasswordProfile> {
    const { rows } = await this.db.system.query<{ value: string }>('select value from setting where name = $1', [
      PROFILE_SETTING,
    ]);
    return profileNamed(rows[0]?.value);
  }

  private async slot<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= AT_ONCE) {
      if (this.waiting.length >= WAITING) {
        throw new DomainError(503, 'login/busy', 'too many people are signing in; try again in a moment', {
          retryAfterS: 2,
        });
      }
      await new Promise<void>((go) => this.waiting.push(go));
    } else this.running++;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}
