import type { NoticeList } from '@protocol/notice';
import { request } from './http.js';

/** Reads the notices of an incident with their receipts, the newest first. */
export function readNotices(incident: string, signal?: AbortSignal): Promise<NoticeList> {
  return request<NoticeList>(`/api/v1/incidents/${encodeURIComponent(incident)}/notices`, signal ? { signal } : {});
}
