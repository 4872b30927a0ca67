import { Injectable } from '@nestjs/common';
import { maskPhones } from '../../platform/mask.js';
import type { Principal } from '../../platform/principal.js';
import { Secret } from '../../platform/secret.js';

/** What people write to instructions: sealed at rest, and shown as its reader may see it. */
@Injectable()
export class InstructionWords {
  constructor(private readonly secret: Secret) {}

  seal(text: string): Buffer {
    return this.secret.seal(text);
  }

  /** As written for who may see personal data, else with numbers masked. */
  open(sealed: Buffer, who: Principal): string {
    const text = this.secret.open(sealed).toString('utf8');
    return who.permissions['pii.reveal'] === 'none' ? maskPhones(text) : text;
  }
}
