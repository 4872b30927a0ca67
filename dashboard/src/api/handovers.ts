import type { Handover, Handovers } from '@protocol/handover';
import { request } from './http.js';

const BASE = '/api/v1/handovers';
const one = (id: string, sub: string) => `${BASE}/${encodeURIComponent(id)}/${sub}`;
const post = (path: string, body: unknown) => request<Handover>(path, { method: 'POST', body });

/** Lists handovers, the newest first, with the shift that hands over next. */
export const listHandovers = () => request<Handovers>(BASE);

/** Reads one with its figures, lists and words. */
export const readHandover = (id: string) => request<Handover>(`${BASE}/${encodeURIComponent(id)}`);

/** Drafts the handover of the running shift; one that is there is answered. */
export const draftHandover = () => post(BASE, {});

/** Counts everything anew. */
export const compileHandover = (id: string, version: number) => post(one(id, 'compilations'), { version });

/** Keeps what the outgoing side adds. */
export const noteHandover = (id: string, version: number, notes: string) =>
  request<Handover>(one(id, 'notes'), { method: 'PUT', body: { version, notes } });

/** Hands over. */
export const giveHandover = (id: string, version: number) => post(one(id, 'give'), { version });

/** Takes back what nobody has accepted. */
export const takeBackHandover = (id: string, version: number) => post(one(id, 'take-back'), { version });

/** Accepts, naming the grave incidents that nobody has taken. */
export const acceptHandover = (id: string, version: number, named: readonly string[]) =>
  post(one(id, 'accept'), { version, named });

/** Asks, answers, or adds a line afterwards. */
export const sayToHandover = (id: string, text: string) => post(one(id, 'messages'), { text });
