import { Problem, type Fault } from '@protocol/problem';

/** An answer that is not 2xx, or no answer: `network/unreachable` with status 0. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly errors: readonly Fault[] = [],
    readonly errorId?: string,
    readonly retryAfterS?: number,
    /** What is true now, with a conflict. */
    readonly present?: unknown,
  ) {
    super(detail);
    this.name = 'ApiError';
  }
}

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, with its own type; instead of `body`. */
  raw?: Blob;
  signal?: AbortSignal;
  /** Leaves a 401 to the caller instead of going to the sign-in page. @default false */
  quiet401?: boolean;
  headers?: Record<string, string>;
}

let leave: () => void = () => undefined;

/** Sets what happens when the session is gone. */
export function onUnauthorized(act: () => void): void {
  leave = act;
}

/** Asks the service and reads JSON; `undefined` for an empty answer. @throws ApiError with the problem's code */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const answer = await send(path, options);
  const text = await answer.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** Asks the service and hands back the raw answer, e.g. for files. @throws ApiError with the problem's code */
export async function send(path: string, options: RequestOptions = {}): Promise<Response> {
  const { method = 'GET', body, signal, headers = {} } = options;
  const init: RequestInit = { method, credentials: 'same-origin', headers: { accept: 'application/json', ...headers } };
  if (signal) init.signal = signal;
  if (options.raw) {
    init.body = options.raw;
    init.headers = { ...init.headers, 'content-type': options.raw.type };
  }
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { ...init.headers, 'content-type': 'application/json' };
  }
  const answer = await fetch(path, init).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError(0, 'network/unreachable', String(cause));
  });
  if (answer.ok) return answer;
  if (answer.status === 401 && !options.quiet401) leave();
  throw await problemOf(answer);
}

async function problemOf(answer: Response): Promise<ApiError> {
  const retry = Number(answer.headers.get('retry-after'));
  const parsed = Problem.safeParse(await answer.json().catch(() => null));
  const retryAfterS = Number.isFinite(retry) && retry > 0 ? retry : undefined;
  if (!parsed.success)
    return new ApiError(answer.status, `http/${answer.status}`, answer.statusText, [], undefined, retryAfterS);
  const { code, detail, title, errors, errorId, present } = parsed.data;
  return new ApiError(answer.status, code, detail ?? title, errors, errorId, retryAfterS, present);
}
