import type { ObjectInput } from '../../protocol/object.js';
import { HERE, type IncidentApp } from './incidents.js';

/** A shop as an administration registers it, in district 990101. */
export function shopOf(code: string, more: Partial<ObjectInput> = {}): Record<string, unknown> {
  return {
    ...{ code, kind: 'shop', nameZh: `${code}店`, category: 'other', address: '辽宁路 12 号', location: HERE },
    ...more,
  };
}

/** Registers shops over the public surface. */
export async function registerShops(app: IncidentApp, shops: readonly Record<string, unknown>[]): Promise<void> {
  const admin = await app.as('admin');
  for (const shop of shops) {
    const made = await admin.json('POST', '/api/v1/objects', shop);
    if (made.status !== 201) throw new Error(`not registered: ${JSON.stringify(made.body)}`);
  }
}
