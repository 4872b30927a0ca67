import { Inject, Injectable } from '@nestjs/common';
import type { WebhookShape } from '../../../protocol/notice.js';
import { CONFIG, type Config } from '../../platform/config.js';
import type { Outcome } from '../notice.rules.js';
import { SHAPES } from '../shapes.data.js';
import { dingtalkSign, feishuSign, signed } from '../signature.js';
import { fieldsOf, judge } from './answer.rules.js';
import { refusedBy, unanswered, type Channel, type Letter } from './channel.js';
import { ForbiddenTarget, post, type Posted } from './post.js';

/** Web addresses of other systems and robots of enterprise chats. Outside the city's own nets unless the operator named the host (NOTICE_HOSTS). */
@Injectable()
export class WebhookChannel implements Channel {
  readonly name = 'webhook';
  readonly isConfigured = true;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** Whether a target may be reached at all: https, or a host that the operator named. */
  allows(target: string): boolean {
    if (!URL.canParse(target)) return false;
    const { protocol, username, password } = new URL(target);
    if (username !== '' || password !== '') return false;
    return protocol === 'https:' || (protocol === 'http:' && this.isNamed(target));
  }

  async deliver(letter: Letter): Promise<Outcome> {
    if (!this.allows(letter.address)) return refusedBy('target/forbidden', false);
    const { url, body, headers } = messageOf(letter, Date.now());
    let answer: Posted;
    try {
      answer = await post(url, { body, headers, mayReachInner: this.isNamed(letter.address) });
    } catch (error) {
      if (error instanceof ForbiddenTarget) return refusedBy('target/forbidden', false);
      return unanswered(`target/${(error as NodeJS.ErrnoException).code ?? (error as Error).name}`.toLowerCase());
    }
    return judged(answer, letter.shape ?? 'plain');
  }

  private isNamed(target: string): boolean {
    return this.config.noticeHosts.includes(new URL(target).hostname);
  }
}

/** What is sent to a shape of target. @param nowMs epoch milliseconds */
export function messageOf({ id, template, incident, address, secret, shape, text }: Letter, nowMs: number) {
  if (shape === null || shape === 'plain') {
    const body = JSON.stringify({ id, template, incident, text, at: new Date(nowMs).toISOString() });
    return {
      url: address,
      body,
      headers: { 'idempotency-key': id, ...(secret === null ? {} : signed(secret, body, nowMs)) },
    };
  }
  const { body, sign } = SHAPES[shape];
  const filled = fill(body, text) as Record<string, unknown>;
  const url = new URL(address);
  if (secret !== null && sign === 'query') {
    url.searchParams.set('timestamp', String(nowMs));
    url.searchParams.set('sign', dingtalkSign(secret, nowMs));
  }
  const atS = Math.floor(nowMs / 1000);
  const proof = secret !== null && sign === 'body' ? { timestamp: String(atS), sign: feishuSign(secret, atS) } : {};
  return { url: url.href, body: JSON.stringify({ ...proof, ...filled }), headers: {} };
}

function judged({ status, body }: Posted, shape: WebhookShape): Outcome {
  const verdict = judge(status);
  if (verdict !== 'taken') return refusedBy(`target/${status}`, verdict === 'later');
  const okField = shape === 'plain' ? null : SHAPES[shape].okField;
  const said = okField === null ? 0 : fieldsOf(body)[okField];
  // Robots say no with status 200, mostly because they are asked too often.
  return said === 0
    ? { kind: 'delivered', messageId: null }
    : refusedBy(`target/${okField}-${String(said)}`.slice(0, 60), true);
}

/** Puts the text where the shape has `{text}`, at any depth. */
function fill(value: unknown, text: string): unknown {
  if (typeof value === 'string') return value === '{text}' ? text : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner, text)]));
}
