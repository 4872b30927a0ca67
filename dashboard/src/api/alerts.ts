import type {
  Alert,
  AlertAdviceInput,
  AlertAnswerInput,
  AlertCommentInput,
  AlertFigureInput,
  Alerts,
  AlertSentenceInput,
} from '@protocol/alert-command';
import type { AlertText, AlertTextInput } from '@protocol/alert-library';
import { request } from './http.js';

const at = (id: string, ...rest: readonly string[]) =>
  `/api/v1/alerts/${[id, ...rest].map((part) => encodeURIComponent(part)).join('/')}`;
const put = <T>(path: string, body: unknown) => request<T>(path, { method: 'PUT', body });
const post = <T>(path: string, body: unknown) => request<T>(path, { method: 'POST', body });

/** Acts that need nothing but the revision that was seen, or a reason as well. */
export type PlainAct =
  | 'submit'
  | 'approve'
  | 'publish'
  | 'consultation'
  | 'return'
  | 'take-back'
  | 'correct'
  | 'withdraw'
  | 'discard'
  | 'compilations';

/** Reads the alerts of all months, the newest first. */
export function listAlerts(): Promise<Alerts> {
  return request<Alerts>('/api/v1/alerts');
}

/** Reads the newest version of an alert with its work. */
export function readAlert(id: string): Promise<Alert> {
  return request<Alert>(at(id));
}

/** Compiles the draft of the next month by hand. */
export function compileAlert(): Promise<Alert> {
  return post<Alert>('/api/v1/alerts', {});
}

/** Writes a sentence in other words, or from its figures again. @throws ApiError alert/changed (409) */
export function saveSentence(id: string, sentence: string, body: AlertSentenceInput): Promise<Alert> {
  return put<Alert>(at(id, 'sentences', sentence), body);
}

/** Words a figure by hand, or as it was computed again. */
export function wordFigure(id: string, figure: string, body: AlertFigureInput): Promise<Alert> {
  return put<Alert>(at(id, 'figures', figure), body);
}

/** Sets all advice of a risk, or of the whole alert. */
export function saveAdvice(id: string, body: AlertAdviceInput): Promise<Alert> {
  return put<Alert>(at(id, 'advice'), body);
}

/** Says what a department thinks of a section. */
export function addComment(id: string, body: AlertCommentInput): Promise<Alert> {
  return post<Alert>(at(id, 'comments'), body);
}

/** Answers an objection. */
export function answerComment(id: string, comment: string, body: AlertAnswerInput): Promise<Alert> {
  return post<Alert>(at(id, 'comments', comment, 'answer'), body);
}

/** Moves an alert on. `body` holds the revision that was seen and what the act asks for. */
export function moveAlert(id: string, act: PlainAct, body: Record<string, unknown>): Promise<Alert> {
  return post<Alert>(at(id, act), body);
}

/** Reads the library of advice. */
export async function listTexts(): Promise<AlertText[]> {
  return (await request<{ texts: AlertText[] }>('/api/v1/alert-texts')).texts;
}

/** Adds a text to the library. */
export function addText(id: string, text: AlertTextInput): Promise<AlertText> {
  return post<AlertText>('/api/v1/alert-texts', { id, ...text });
}

/** Changes or retires a text; the older version is kept. */
export function changeText(
  id: string,
  body: AlertTextInput & { version: number; retired: boolean },
): Promise<AlertText> {
  return put<AlertText>(`/api/v1/alert-texts/${encodeURIComponent(id)}`, body);
}
