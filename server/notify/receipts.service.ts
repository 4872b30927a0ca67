import { Inject, Injectable } from '@nestjs/common';
import type { ReceiptsAnswer, ReceiptsInput } from '../../protocol/notice.js';
import { Journal } from '../journal/journal.js';
import { CONFIG, type Config } from '../platform/config.js';
import { Database } from '../platform/database.js';
import { DomainError } from '../platform/domain-error.js';
import { entryOf } from './notice-facts.js';
import { afterReceipt } from './notice.rules.js';
import { lockReceipted, noteReceipt } from './notices.queries.js';
import { isSigned } from './signature.js';

/** What the SMS gateway says became of messages. */
@Injectable()
export class Receipts {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly db: Database,
    private readonly journal: Journal,
  ) {}

  /** Lets through what the gateway's secret signed within five minutes. @throws receipt/not-signed (401) */
  verify(body: Buffer, headers: { timestamp: string; signature: string }): void {
    const secret = this.config.smsGateway?.secret;
    if (secret !== undefined && isSigned(secret, body, { ...headers, nowMs: Date.now() })) return;
    throw new DomainError(
      401,
      'receipt/not-signed',
      'sign `<timestamp>.<body>` with the gateway secret (docs/operations.md)',
    );
  }

  /** Notes receipts in order; the same one told again changes nothing. */
  async note({ receipts }: ReceiptsInput): Promise<ReceiptsAnswer> {
    const answer: ReceiptsAnswer = { applied: 0, known: 0, unknown: 0 };
    for (const receipt of receipts) answer[await this.noteOne(receipt)]++;
    return answer;
  }

  private noteOne({
    id,
    messageId,
    state: said,
    code,
  }: ReceiptsInput['receipts'][number]): Promise<keyof ReceiptsAnswer> {
    return this.db.tx(this.db.query, async (db) => {
      const told = await lockReceipted(db, { id: id ?? null, messageId: messageId ?? null });
      if (!told) return 'unknown';
      const state = afterReceipt(told.state, said);
      if (state === null) return 'known';
      const error = said === 'failed' ? `receipt/${code ?? 'failed'}` : null;
      await noteReceipt(db, { id: told.id, state, error });
      await this.journal.append(db, [entryOf(`notice.${said}`, told)]);
      return 'applied';
    });
  }
}
