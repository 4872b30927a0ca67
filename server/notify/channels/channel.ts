import type { NoticeChannel, NoticeTemplateId, WebhookShape } from '../../../protocol/notice.js';
import type { Outcome } from '../notice.rules.js';

/** A notice about to leave. `id` is the idempotency key; `address` and `secret` are open here and nowhere else. */
export interface Letter {
  id: string;
  template: NoticeTemplateId;
  incident: string | null;
  address: string;
  secret: string | null;
  shape: WebhookShape | null;
  text: string;
}

/** A way for notices to leave. `deliver` never throws for what the other side does. */
export interface Channel {
  readonly name: NoticeChannel;
  /** False: nobody said where the gateway is. */
  readonly isConfigured: boolean;
  deliver(letter: Letter): Promise<Outcome>;
}

/** Nothing came back, or half: it may have arrived all the same. */
export const unanswered = (error: string): Outcome => ({ kind: 'refused', error, passing: true, isUncertain: true });
/** The other side said no. */
export const refusedBy = (error: string, passing: boolean): Outcome => ({
  ...{ kind: 'refused', error, passing, isUncertain: false },
});
