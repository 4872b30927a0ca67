import type { ChecklistInput, Checklists } from '@protocol/checklist';
import type { FilingConditionInput, FilingConditions } from '@protocol/filing';
import type { GradeRuleInput, GradeRules } from '@protocol/grade-rule';
import type { DutyShifts, DutyShiftsInput, DutyShiftVersions } from '@protocol/handover';
import { request } from './http.js';

const API = '/api/v1';
const word = encodeURIComponent;
const post = <T>(path: string, body: unknown = {}) => request<T>(`${API}/${path}`, { method: 'POST', body });

/** Filing conditions, past and coming ones too; `key` is one of its own in the whole list. */
export const listFilings = async () =>
  (await request<FilingConditions>(`${API}/filing-conditions`)).conditions.map((c) => ({
    ...c,
    key: c.id,
    id: `${c.type} ${c.id}`,
  }));
export type FilingRow = Awaited<ReturnType<typeof listFilings>>[number];
export const addFiling = (input: FilingConditionInput) => post<FilingConditions>('filing-conditions', input);
export const endFiling = (type: string, id: string) =>
  post<FilingConditions>(`filing-conditions/${word(type)}/${word(id)}/end`);

/** Checklists, every version, the newest of each first. */
export const listChecklists = async () => (await request<Checklists>(`${API}/checklists`)).checklists;
export const addChecklist = (input: ChecklistInput) => post<Checklists>('checklists', input);
export const retireChecklist = (id: string) => post<Checklists>(`checklists/${word(id)}/retire`);

export const listGradeRules = () => request<GradeRules>(`${API}/grade-rules`);
export const addGradeRule = (input: GradeRuleInput) => post<GradeRules>('grade-rules', input);
export const withdrawGradeRule = (version: number) =>
  request<GradeRules>(`${API}/grade-rules/${version}`, { method: 'DELETE' });

export const readDutyShifts = () => request<DutyShifts>(`${API}/duty-shifts`);
export const listDutyShiftVersions = async () =>
  (await request<DutyShiftVersions>(`${API}/duty-shifts/versions`)).versions;
export const saveDutyShifts = (input: DutyShiftsInput) =>
  request<DutyShifts>(`${API}/duty-shifts`, { method: 'PUT', body: input });
