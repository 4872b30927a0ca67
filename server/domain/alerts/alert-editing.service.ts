import { Injectable } from '@nestjs/common';
import type { AlertDocument } from '../../../protocol/alert.js';
import type {
  AlertAdviceInput,
  AlertFigureInput,
  AlertSentenceAdd,
  AlertSentenceInput,
} from '../../../protocol/alert-command.js';
import { Clock } from '../../platform/clock.js';
import { AlertActs } from './alert-acts.service.js';
import { addSentence, removeSentence, reword, setAdvice, writeFigure, type Edited } from './alert.edit.rules.js';
import { saveVersion } from './alerts.queries.js';
import type { Doer } from './doer.js';
import { unknownPart } from './refusals.js';

/** Changes what a draft says. Whoever does becomes one of its authors. */
@Injectable()
export class AlertEditing {
  constructor(
    private readonly clock: Clock,
    private readonly acts: AlertActs,
  ) {}

  reword(id: string, sentence: string, input: AlertSentenceInput, by: Doer): Promise<void> {
    return this.edit({ id, by, what: sentence, ...input }, reword(sentence), input);
  }

  add(id: string, input: AlertSentenceAdd, by: Doer): Promise<void> {
    return this.edit({ id, by, what: input.section, ...input }, addSentence, input);
  }

  remove(id: string, sentence: string, revision: number, by: Doer): Promise<void> {
    return this.edit({ id, by, what: sentence, revision }, removeSentence(sentence), undefined);
  }

  figure(id: string, figure: string, input: AlertFigureInput, by: Doer): Promise<void> {
    return this.edit({ id, by, what: figure, ...input }, writeFigure(figure), input);
  }

  advice(id: string, input: AlertAdviceInput, by: Doer): Promise<void> {
    return this.edit({ id, by, what: `advice ${input.risk ?? 'all'}`, ...input }, setAdvice, input);
  }

  /** @throws alert/unknown-part (422) */
  private edit<T>(
    { id, by, what, revision }: { id: string; by: Doer; what: string; revision: number },
    change: (document: AlertDocument, input: T, edited: Edited) => AlertDocument | null,
    input: T,
  ): Promise<void> {
    return this.acts.act({ id, act: 'edit', revision, by, note: what.slice(0, 80) }, async (db, row) => {
      const edited = { by: by.actor, at: new Date(this.clock.now()).toISOString() };
      const document = change(row.document, input, edited);
      if (document === null)
        throw unknownPart('', `${what.slice(0, 80)} is not in this alert, or cannot be changed so`);
      await saveVersion(db, row, { document, author: by.actor });
      return [];
    });
  }
}
