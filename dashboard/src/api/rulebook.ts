import type { ServiceCalendars, TimeLimits, TimeLimitsImported } from '@protocol/clocks';
import type {
  NoticePreview,
  NoticeTemplate,
  NoticeTemplateInput,
  NoticeTemplates,
  NoticeTexts,
  ReceiverAdded,
  ReceiverInput,
  Receivers,
} from '@protocol/notice';
import type { Permit, PermitInput, Permits } from '@protocol/permit';
import type { Procedure, Procedures, ProcedureVersions } from '@protocol/procedure';
import type { ReportRule, ReportRuleInput, ReportRules } from '@protocol/report';
import { request } from './http.js';

const API = '/api/v1';
const word = encodeURIComponent;
const post = <T>(path: string, body: unknown = {}) => request<T>(`${API}/${path}`, { method: 'POST', body });
const drop = (path: string) => request(`${API}/${path}`, { method: 'DELETE' });

/** Lists the versions of procedures; the newest of each first. */
export const listVersions = async () =>
  (await request<ProcedureVersions>(`${API}/procedure-versions`)).versions.map((v) => ({
    ...v,
    key: v.id,
    id: `${v.id} ${v.version}`,
  }));
export type VersionRow = Awaited<ReturnType<typeof listVersions>>[number];
/** Reads one version whole. */
export const readProcedure = async (id: string, version: number) =>
  (await request<Procedures>(`${API}/procedures`)).procedures.find((p) => p.id === id && p.version === version);
/** Adds a version; it waits. */
export const addProcedure = (procedure: unknown) => post<Procedure>('procedures', procedure);
/** Puts a version in force. */
export const activateVersion = (id: string, version: number) =>
  post<ProcedureVersions>(`procedure-versions/${word(id)}/${version}/activations`);

export const listLimits = async () => (await request<TimeLimits>(`${API}/time-limits`)).limits;
export const listCalendars = async () => (await request<ServiceCalendars>(`${API}/service-calendars`)).calendars;
export const importLimits = (csv: string) => post<TimeLimitsImported>('time-limits', { csv });
export const dropLimit = (id: string) => drop(`time-limits/${word(id)}`);

export const listReportRules = async () => (await request<ReportRules>(`${API}/report-rules`)).rules;
export const addReportRule = (rule: ReportRuleInput) => post<ReportRule>('report-rules', rule);
export const endReportRule = (id: string) => post<ReportRule>(`report-rules/${word(id)}/end`);

export const listPermits = async () => (await request<Permits>(`${API}/permits`)).permits;
export const addPermit = (permit: PermitInput) => post<Permit>('permits', permit);
export const endPermit = (id: string) => drop(`permits/${word(id)}`);

export const listTexts = async () => (await request<NoticeTemplates>(`${API}/notice-templates`)).templates;
export const previewText = (id: string, texts: NoticeTexts) =>
  post<NoticePreview>(`notice-templates/${word(id)}/preview`, texts);
export const saveText = (id: string, input: NoticeTemplateInput) =>
  request<NoticeTemplate>(`${API}/notice-templates/${word(id)}`, { method: 'PUT', body: input });

export const listReceivers = async () => (await request<Receivers>(`${API}/notice-receivers`)).receivers;
export const addReceiver = (input: Partial<ReceiverInput>) => post<ReceiverAdded>('notice-receivers', input);
export const removeReceiver = (id: string) => drop(`notice-receivers/${word(id)}`);
export const testReceiver = (id: string) => post<{ notice: string }>(`notice-receivers/${word(id)}/test`);
