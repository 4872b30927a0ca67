import type { ItemFault } from './row.js';

/** The only version of CloudEvents there is. @source CloudEvents 1.0.2 §REQUIRED Attributes */
const SPEC_VERSION = '1.0';
const REQUIRED = ['id', 'source', 'type'] as const;

export type Opened = { item: unknown } | { fault: ItemFault };

/**
 * Takes our item out of a structured-mode CloudEvent. What `data` leaves out comes from the envelope: `id`, `type`, `time` as
 * `occurredAt`; `stream` from `streamOf(type)`.
 */
export function openCloudEvent(event: unknown, streamOf: (type: string) => string | null): Opened {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) {
    return refuse('cloudevent/not-an-object', '', 'a CloudEvent is a JSON object');
  }
  const envelope = event as Record<string, unknown>;
  if (envelope['specversion'] !== SPEC_VERSION) {
    return refuse('cloudevent/wrong-version', '/specversion', `specversion must be "${SPEC_VERSION}"`);
  }
  for (const name of REQUIRED) {
    const value = envelope[name];
    if (typeof value !== 'string' || value === '') {
      return refuse('cloudevent/attribute-missing', `/${name}`, `attribute ${name} must be a non-empty string`);
    }
  }
  if ('data_base64' in envelope) {
    return refuse('cloudevent/data-not-json', '/data_base64', 'send the observation as JSON in data');
  }
  const data = envelope['data'] ?? {};
  if (typeof data !== 'object' || Array.isArray(data)) {
    return refuse('cloudevent/data-not-json', '/data', 'data must be a JSON object: the observation');
  }
  return { item: filled(data as Record<string, unknown>, envelope, streamOf) };
}

function filled(
  data: Record<string, unknown>,
  envelope: Record<string, unknown>,
  streamOf: (type: string) => string | null,
): Record<string, unknown> {
  const item = { ...data };
  item['id'] ??= envelope['id'];
  item['type'] ??= envelope['type'];
  if (envelope['time'] !== undefined) item['occurredAt'] ??= envelope['time'];
  const stream = typeof item['type'] === 'string' ? streamOf(item['type']) : null;
  if (stream !== null) item['stream'] ??= stream;
  return item;
}

function refuse(code: string, pointer: string, detail: string): Opened {
  return { fault: { code, pointer, detail } };
}
