import type { RiskMethods } from '@protocol/risk-grade';
import type { RiskPointFile, RiskPointOwner, RiskPointPage } from '@protocol/risk-point';
import type { Visit, VisitPage, VisitRecord } from '@protocol/visit';
import { request } from './http.js';
import { queryOf } from './query.js';

type Filters = Record<string, string | null | undefined>;
const of = (code: string) => `/api/v1/risk-points/${encodeURIComponent(code)}`;

/** Reads risk points, the worst grades first. */
export const listRiskPoints = (filters: Filters) => request<RiskPointPage>(`/api/v1/risk-points${queryOf(filters)}`);

/** Reads one risk point with its gradings. @throws ApiError 404 */
export const readRiskPoint = (code: string) => request<RiskPointFile>(of(code));

/** Opens who answers for it; the reason goes into the audit. @throws ApiError 404 when nobody is known */
export const readRiskOwner = (code: string, reason: string) =>
  request<RiskPointOwner>(`${of(code)}/owner${queryOf({ reason })}`);

/** How risk points are graded. */
export const readRiskMethods = () => request<RiskMethods>('/api/v1/risk-methods');

/** Reads visits: planned by day, or done, the newest first. */
export const listVisits = (filters: Filters) => request<VisitPage>(`/api/v1/visits${queryOf(filters)}`);

/** Records what a visit found. @throws ApiError 409 when somebody else did */
export const recordVisit = (id: string, body: VisitRecord) =>
  request<Visit>(`/api/v1/visits/${id}/record`, { method: 'POST', body });
