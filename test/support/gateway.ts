import { createServer, type IncomingHttpHeaders } from 'node:http';
import { createServer as createMailServer, type AddressInfo } from 'node:net';
import { signed } from '../../server/notify/signature.js';

export const GATEWAY_SECRET = 'secret-of-the-test-gateway';

/** What came to the gateway. */
export interface Arrived {
  path: string;
  headers: IncomingHttpHeaders;
  raw: string;
  body: Record<string, unknown>;
}

/** An SMS gateway, and any other web server that is told something. */
export interface Gateway {
  url: string;
  arrived: Arrived[];
  /** Answers the next requests so, one each (status 0 cuts the connection); then again with 200 and a message id. */
  answerNext(...answers: { status: number; body?: string; headers?: Record<string, string> }[]): void;
  close(): Promise<void>;
}

/** Starts a real HTTP server on loopback that takes whatever comes. */
export async function startGateway(): Promise<Gateway> {
  const arrived: Arrived[] = [];
  const answers: { status: number; body?: string; headers?: Record<string, string> }[] = [];
  const server = createServer((request, response) => {
    let raw = '';
    request.on('data', (part: Buffer) => (raw += part.toString()));
    request.on('end', () => {
      const body = JSON.parse(raw) as Record<string, unknown>;
      arrived.push({ path: request.url ?? '', headers: request.headers, raw, body });
      const ok = { status: 200, body: JSON.stringify({ messageId: `m-${arrived.length}`, errcode: 0 }) };
      const { status, body: text = '', headers = {} } = { headers: {}, ...(answers.shift() ?? ok) };
      if (status === 0) request.socket.destroy();
      else response.writeHead(status, headers).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived,
    answerNext: (...next) => void answers.push(...next),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Sends receipts as the gateway does. */
export async function sendReceipts(
  url: string,
  receipts: object[],
  { atMs = Date.now(), secret = GATEWAY_SECRET } = {},
) {
  const body = JSON.stringify({ receipts });
  const headers = { 'content-type': 'application/json', ...signed(secret, body, atMs) };
  const answer = await fetch(`${url}/api/v1/notices/receipts`, { method: 'POST', headers, body });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

/** Starts a mail server on loopback that takes every mail. */
export async function startMailServer(): Promise<{ url: string; mails: string[]; close(): Promise<void> }> {
  const mails: string[] = [];
  const server = createMailServer((socket) => {
    let isData = false;
    let text = '';
    socket.write('220 test\r\n');
    socket.on('error', () => undefined);
    socket.on('data', (part: Buffer) => {
      text += part.toString();
      if (isData) {
        if (!text.endsWith('\r\n.\r\n')) return;
        mails.push(text);
        isData = false;
        socket.write('250 taken\r\n');
      } else {
        isData = /^data/i.test(text);
        socket.write(isData ? '354 go on\r\n' : '250 test\r\n');
      }
      text = '';
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
