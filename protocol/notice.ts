import { z } from 'zod';

const Iso = z.string();

/** How a notice goes. `console`: shown on the desk only; it never leaves the machine (demo and drills). */
export const NoticeChannel = z.enum(['sms', 'webhook', 'email', 'console']);
export type NoticeChannel = z.infer<typeof NoticeChannel>;

/** 待发, 发送中, 已发送, 已送达, 未送达, 已取消. `failed` may still be tried again by itself (`nextAt`). */
export const NoticeState = z.enum(['queued', 'sending', 'sent', 'delivered', 'failed', 'cancelled']);
export type NoticeState = z.infer<typeof NoticeState>;

export const NoticeTemplateId = z.enum([
  'dispatch-assigned',
  'notice-withdrawn',
  'rectify',
  'incident-returned',
  'incident-supervised',
  'incident-reminded',
  'escalation-raised',
  'report-asked',
  'report-late',
  'roster-gap',
  'handover-overdue',
  'alert-compiled',
  'alert-consulted',
  'alert-reminded',
  'alert-submitted',
  'alert-published',
  'alert-withdrawn',
  'test',
]);
export type NoticeTemplateId = z.infer<typeof NoticeTemplateId>;

/**
 * Text of a notice with places such as `{no}`; `places` lists those it has, `allowed` those it may have. `version` 0 is the built-in text; each
 * change is a version, which is kept.
 */
export const NoticeTemplate = z.object({
  ...{
    id: NoticeTemplateId,
    zh: z.string(),
    en: z.string(),
    places: z.array(z.string()),
    allowed: z.array(z.string()),
  },
  ...{ version: z.int(), by: z.string().nullable(), at: z.string().nullable() },
});
export type NoticeTemplate = z.infer<typeof NoticeTemplate>;
export const NoticeTemplates = z.object({ templates: z.array(NoticeTemplate) });
export type NoticeTemplates = z.infer<typeof NoticeTemplates>;

const TemplateText = z.string().trim().min(1).max(500);

/** Body of `POST /api/v1/notice-templates/{id}/preview`. */
export const NoticeTexts = z.strictObject({ zh: TemplateText, en: TemplateText });
export type NoticeTexts = z.infer<typeof NoticeTexts>;

/** Body of `PUT /api/v1/notice-templates/{id}`; `version` is the one that was seen. */
export const NoticeTemplateInput = NoticeTexts.extend({ version: z.int().min(0) });
export type NoticeTemplateInput = z.infer<typeof NoticeTemplateInput>;

/** The texts as a receiver would read them, with invented values; how many SMS of 70 characters the Chinese one takes. */
export const NoticePreview = z.object({ zh: z.string(), en: z.string(), sms: z.int() });
export type NoticePreview = z.infer<typeof NoticePreview>;

/**
 * One message to one receiver. `receiver`: `unit:<id>`, `object:<code>` or `receiver:<id>`; `name` is a unit's, an object's or a registered receiver's. `address` is masked. `error`: a
 * code. `maybeTwice`: an answer was lost, so that it may have arrived more than once. `canRetry`: it
 * failed, what it is about still stands, and the asker may have it tried again. `notBefore`, `nextAt` are real time, the others city time.
 * `text` is null until it was sent, and for roles that may not read text.
 */
export const Notice = z.object({
  ...{ id: z.string(), incident: z.string().nullable(), no: z.string().nullable(), cause: z.int() },
  ...{ template: NoticeTemplateId, channel: NoticeChannel, state: NoticeState, isDrill: z.boolean() },
  ...{ receiver: z.string(), name: z.string(), address: z.string().nullable(), text: z.string().nullable() },
  ...{ attempts: z.int(), error: z.string().nullable(), maybeTwice: z.boolean(), canRetry: z.boolean() },
  ...{ madeAt: Iso, notBefore: Iso, nextAt: Iso.nullable() },
  ...{ sentAt: Iso.nullable(), deliveredAt: Iso.nullable(), failedAt: Iso.nullable() },
});
export type Notice = z.infer<typeof Notice>;

export const NoticeList = z.object({ notices: z.array(Notice), cursor: z.string().nullable() });
export type NoticeList = z.infer<typeof NoticeList>;

/** Query of `GET /api/v1/notices`, the newest first. */
export const NoticesQuery = z.strictObject({
  state: NoticeState.optional(),
  channel: NoticeChannel.optional(),
  cursor: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type NoticesQuery = z.infer<typeof NoticesQuery>;

/** Body of `POST /api/v1/notices/receipts`. `id` is the notice's, or give the gateway's `messageId`. */
export const ReceiptsInput = z.object({
  receipts: z
    .array(
      z
        .object({
          id: z.uuid().optional(),
          messageId: z.string().min(1).max(100).optional(),
          state: z.enum(['delivered', 'failed']),
          code: z.string().max(60).optional(),
        })
        .refine((r) => r.id !== undefined || r.messageId !== undefined, {
          message: 'give id or messageId',
          path: ['id'],
        }),
    )
    .min(1)
    .max(1000),
});
export type ReceiptsInput = z.infer<typeof ReceiptsInput>;

/** `applied` changed a notice, `known` said what was known already, `unknown` name no notice. */
export const ReceiptsAnswer = z.object({ applied: z.int(), known: z.int(), unknown: z.int() });
export type ReceiptsAnswer = z.infer<typeof ReceiptsAnswer>;

/** How a webhook is spoken to: our own signed JSON, or the robot of an enterprise chat. */
export const WebhookShape = z.enum(['plain', 'wecom', 'dingtalk', 'feishu']);
export type WebhookShape = z.infer<typeof WebhookShape>;

/**
 * Who is told. `of`: bound to one thing: `unit:<id>`, `post:<id>`, `person:<username>`, `object:<id>` (the shop of an offence), `department:<id>` (of a monthly alert); without it, whatever
 * `events` of `district` (null: all). `secret` signs a webhook.
 */
export const ReceiverInput = z
  .strictObject({
    name: z.string().trim().min(1).max(60),
    channel: NoticeChannel.exclude(['console']),
    address: z.string().trim().min(3).max(500),
    secret: z.string().min(8).max(200).optional(),
    shape: WebhookShape.optional(),
    lang: z.enum(['zh', 'en']).default('zh'),
    of: z
      .string()
      .regex(/^(unit|post|person|object|department):\S{1,80}$/)
      .nullable()
      .default(null),
    events: z.array(NoticeTemplateId).max(20).default([]),
    district: z.string().max(20).nullable().default(null),
  })
  .refine((r) => (r.channel === 'webhook') === (r.shape !== undefined), {
    path: ['shape'],
    message: 'a webhook has a shape, other channels have none',
  });
export type ReceiverInput = z.infer<typeof ReceiverInput>;

/** A registered receiver; its address is masked. */
export const Receiver = z.object({
  ...{ id: z.string(), name: z.string(), channel: NoticeChannel, address: z.string(), signed: z.boolean() },
  ...{ shape: WebhookShape.nullable(), lang: z.enum(['zh', 'en']), of: z.string().nullable() },
  ...{ events: z.array(NoticeTemplateId), district: z.string().nullable() },
});
export type Receiver = z.infer<typeof Receiver>;
/** Answer of `POST /api/v1/notice-receivers`: `secret` is shown here and nowhere else; null when it was given or is not needed. */
export const ReceiverAdded = Receiver.extend({ secret: z.string().nullable() });
export type ReceiverAdded = z.infer<typeof ReceiverAdded>;
export const Receivers = z.object({ receivers: z.array(Receiver) });
export type Receivers = z.infer<typeof Receivers>;
