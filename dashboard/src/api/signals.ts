import type { Signal, SignalDecision, SignalRules, SignalRuleView, Signals } from '@protocol/signal';
import type { Warnings } from '@protocol/warning';
import { request } from './http.js';

/** Reads the risk signals in reach, those that wait first. */
export function listSignals(): Promise<Signals> {
  return request<Signals>('/api/v1/signals');
}

/** Confirms a signal that was filed, or dismisses it. @throws ApiError signal/decided (409) when somebody else was faster */
export function decideSignal(id: string, body: SignalDecision): Promise<Signal> {
  return request<Signal>(`/api/v1/signals/${encodeURIComponent(id)}/decisions`, { method: 'POST', body });
}

/** Reads the rules with their back-tests. */
export async function listSignalRules(): Promise<SignalRuleView[]> {
  return (await request<SignalRules>('/api/v1/signal-rules')).rules;
}

/** Tries a rule over the city's past. */
export function backtestRule(id: string): Promise<SignalRuleView> {
  return request<SignalRuleView>(`/api/v1/signal-rules/${encodeURIComponent(id)}/backtests`, {
    method: 'POST',
    body: {},
  });
}

/** Puts a rule in force, or out of it. */
export function switchRule(id: string, live: boolean): Promise<SignalRuleView> {
  return request<SignalRuleView>(`/api/v1/signal-rules/${encodeURIComponent(id)}/switch`, {
    method: 'POST',
    body: { live },
  });
}

/** Reads the official warnings in force here, the most severe first. */
export function listWarnings(): Promise<Warnings> {
  return request<Warnings>('/api/v1/warnings');
}
