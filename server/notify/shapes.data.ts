import type { WebhookShape } from '../../protocol/notice.js';

/**
 * How the robots of enterprise chats are spoken to. `body`: sent as JSON, `{text}` filled in. `sign`: where the signature goes. `okField`: the field of the
 * answer that is 0 when all went well; null: the status alone counts.
 */
export interface Shape {
  body: unknown;
  sign: 'header' | 'query' | 'body' | 'none';
  okField: string | null;
  source: string;
}

export const SHAPES: Readonly<Record<Exclude<WebhookShape, 'plain'>, Shape>> = {
  wecom: {
    body: { msgtype: 'text', text: { content: '{text}' } },
    sign: 'none',
    okField: 'errcode',
    source: 'developer.work.weixin.qq.com/document/path/91770',
  },
  dingtalk: {
    body: { msgtype: 'text', text: { content: '{text}' } },
    sign: 'query',
    okField: 'errcode',
    source: 'open.dingtalk.com/document/robots/custom-robot-access',
  },
  feishu: {
    body: { msg_type: 'text', content: { text: '{text}' } },
    sign: 'body',
    okField: 'code',
    source: 'open.feishu.cn/document/client-docs/bot-v3/add-custom-bot',
  },
};
