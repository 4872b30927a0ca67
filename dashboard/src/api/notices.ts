import type { Notice, NoticeList } from '@protocol/notice';
import { request } from './http.js';

/** Reads the notices of an incident with their receipts, the newest first. */
export function readNotices(incident: string, signal?: AbortSignal): Promise<NoticeList> {
  return request<NoticeList>(`/api/v1/incidents/${encodeURIComponent(incident)}/notices`, signal ? { signal } : {});
}

/** Has a notice tried again that failed. @throws ApiError notice/not-failed (409) */
export function retryNotice(id: string): Promise<Notice> {
  return request<Notice>(`/api/v1/notices/${encodeURIComponent(id)}/retry`, { method: 'POST', body: {} });
}
