import { onScopeDispose } from 'vue';
import type { Shot } from '../outbox/act.js';

/** Addresses of photos that are only on this phone, by the key of their act; given back when the panel goes. */
export function useLocalImages(): (key: string, shot: Shot) => string {
  const urls = new Map<string, string>();
  onScopeDispose(() => {
    for (const url of urls.values()) URL.revokeObjectURL(url);
  });
  return (key, { bytes, type }) => {
    const url = urls.get(key) ?? URL.createObjectURL(new Blob([bytes], { type }));
    urls.set(key, url);
    return url;
  };
}
