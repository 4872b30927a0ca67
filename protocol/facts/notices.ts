import { z } from 'zod';
import { NoticeChannel } from '../notice.js';

/** A notice left, reached its receiver, could not be delivered (for now or for good), was called off, or is tried again by a person. Subject is the incident. */
export const NoticeChanged = z.object({
  type: z.literal(['notice.sent', 'notice.delivered', 'notice.failed', 'notice.cancelled', 'notice.retried']),
  notice: z.string(),
  incident: z.string().nullable(),
  template: z.string(),
  channel: NoticeChannel,
  receiver: z.string(),
});
export type NoticeChanged = z.infer<typeof NoticeChanged>;
