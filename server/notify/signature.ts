import { createHmac, timingSafeEqual } from 'node:crypto';

/** How old a signed message may be, either way: the patience of clocks that differ. */
const PATIENCE_MS = 300_000;

/** Headers of every signed message, ours and to us. */
export const TIMESTAMP_HEADER = 'x-city-timestamp';
export const SIGNATURE_HEADER = 'x-city-signature';

/** Signs a body: HMAC-SHA256 (hex) over `<timestamp>.<body>`, so that it cannot be used again later. @param atMs epoch milliseconds */
export function signed(secret: string, body: string, atMs: number): Record<string, string> {
  return { [TIMESTAMP_HEADER]: String(atMs), [SIGNATURE_HEADER]: `sha256=${digest(secret, String(atMs), body)}` };
}

/** Tells whether a signature is of this body, by this secret, and fresh. */
export function isSigned(
  secret: string,
  body: Buffer,
  { timestamp, signature, nowMs }: { timestamp: string; signature: string; nowMs: number },
): boolean {
  if (!/^\d{10,16}$/.test(timestamp) || Math.abs(nowMs - Number(timestamp)) > PATIENCE_MS) return false;
  const wanted = Buffer.from(`sha256=${digest(secret, timestamp, body)}`);
  const given = Buffer.from(signature);
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

/** The signature of a DingTalk robot: base64 of HMAC-SHA256 with the secret over time and secret. @source shapes.data.ts */
export function dingtalkSign(secret: string, atMs: number): string {
  return createHmac('sha256', secret).update(`${atMs}\n${secret}`).digest('base64');
}

/** The signature of a Feishu robot: base64 of HMAC-SHA256 with time and secret as the key over nothing. @source shapes.data.ts */
export function feishuSign(secret: string, atS: number): string {
  return createHmac('sha256', `${atS}\n${secret}`).digest('base64');
}

function digest(secret: string, timestamp: string, body: string | Buffer): string {
  return createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
}
