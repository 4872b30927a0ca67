import type { AlarmCard, AlarmTab } from '@protocol/alarm';
import type { AlarmFile, AlarmLoad, AlarmPage, AlarmsChanged, ShelveInput } from '@protocol/alarm-command';
import type { AlarmRules } from '@protocol/alarm-rule';
import { request } from './http.js';

const of = (alarm: string) => `/api/v1/alarms/${encodeURIComponent(alarm)}`;

/** Lists open alarms of a tab, the most urgent first. */
export function listAlarms(
  asked: { tab: AlarmTab; cause?: string; district?: string; q?: string; cursor?: string; limit?: number },
  signal?: AbortSignal,
): Promise<AlarmPage> {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(asked))
    if (value !== undefined && value !== '') params.set(key, `${value}`);
  return request<AlarmPage>(`/api/v1/alarms?${params.toString()}`, signal ? { signal } : {});
}

/** Recognises alarms; what was closed or seen before stays as it is. */
export function acknowledgeAlarms(alarms: readonly string[]): Promise<AlarmsChanged> {
  return request<AlarmsChanged>('/api/v1/alarms/acknowledgements', { method: 'POST', body: { alarms } });
}

/** Takes an alarm off the list until a time. */
export function shelveAlarm(alarm: string, body: ShelveInput): Promise<AlarmCard> {
  return request<AlarmCard>(`${of(alarm)}/shelving`, { method: 'POST', body });
}

/** Puts a shelved alarm back. */
export function unshelveAlarm(alarm: string): Promise<AlarmCard> {
  return request<AlarmCard>(`${of(alarm)}/shelving`, { method: 'DELETE' });
}

/** Has an alarm reviewed as an incident. */
export function referAlarm(alarm: string): Promise<AlarmCard> {
  return request<AlarmCard>(`${of(alarm)}/referral`, { method: 'POST', body: {} });
}

/** Reads the load of the seats and of the days behind. */
export function readAlarmLoad(signal?: AbortSignal): Promise<AlarmLoad> {
  return request<AlarmLoad>('/api/v1/alarms/load', signal ? { signal } : {});
}

/** Reads the alarm rules in force: their names, causes and what is to be done. */
export function readAlarmRules(): Promise<AlarmRules> {
  return request<AlarmRules>('/api/v1/alarm-rules');
}

/** Reads one alarm, open or closed, with its course. */
export function readAlarm(alarm: string, signal?: AbortSignal): Promise<AlarmFile> {
  return request<AlarmFile>(of(alarm), signal ? { signal } : {});
}
