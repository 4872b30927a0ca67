import type { Notice } from '@protocol/notice';

/** When a notice came to where it stands: delivered, failed, sent, or made. */
export function arrivedAt({ deliveredAt, failedAt, sentAt, madeAt }: Notice): string {
  return deliveredAt ?? failedAt ?? sentAt ?? madeAt;
}

/** Those that did not arrive first; otherwise as they were made. */
export function byNeed(notices: readonly Notice[]): Notice[] {
  return [...notices].sort((a, b) => Number(b.state === 'failed') - Number(a.state === 'failed'));
}
