import type {
  AnswerInput,
  ClosingInput,
  Instruction,
  InstructionInput,
  InstructionOwners,
  Instructions,
  ReturnInput,
} from '@protocol/instruction';
import { request } from './http.js';
import { queryOf } from './query.js';

const BASE = '/api/v1/instructions';
const post = <T>(path: string, body: T) => request<Instruction>(`${BASE}${path}`, { method: 'POST', body });
const one = (id: string, sub: string) => `/${encodeURIComponent(id)}/${sub}`;

/** What of the list is asked for; `link` is written `incident:<id>`. */
export interface InstructionsAsked {
  state?: 'standing' | 'closed' | 'all';
  link?: string;
  cursor?: string | null;
  limit?: number;
}

/** Lists instructions within reach: those that are not closed by their time. */
export const listInstructions = (asked: InstructionsAsked = {}) =>
  request<Instructions>(`${BASE}${queryOf({ ...asked })}`);

/** Who may be asked for an answer, and until when by default. */
export const readOwners = () => request<InstructionOwners>(`${BASE}/owners`);

/** Gives an instruction. */
export const giveInstruction = (input: Omit<InstructionInput, 'kind'> & Partial<Pick<InstructionInput, 'kind'>>) =>
  post('', input);

/** Answers one. */
export const answerInstruction = (id: string, input: AnswerInput) => post(one(id, 'answers'), input);

/** Sends an answer back. */
export const returnInstruction = (id: string, input: ReturnInput) => post(one(id, 'returns'), input);

/** Closes one. */
export const closeInstruction = (id: string, input: ClosingInput) => post(one(id, 'closings'), input);
