import { connect, type Socket } from 'node:net';

/** What a request is written from; `key` is the source's. */
export interface BenchRequest {
  url: string;
  key: string;
  type: string;
  body: string;
}

/** Writes a POST out as the bytes that go over the wire. */
export function encodeRequest({ url, key, type, body }: BenchRequest): Buffer {
  const { host, pathname } = new URL(url);
  const length = Buffer.byteLength(body);
  return Buffer.from(
    `POST ${pathname} HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${key}\r\ncontent-type: ${type}\r\n` +
      `content-length: ${length}\r\n\r\n${body}`,
  );
}

const HEAD_END = '\r\n\r\n';

/** One keep-alive connection for ready-made requests, one at a time: an HTTP client would cost more than what is measured. */
export class BenchConnection {
  private received = '';
  private waiting: { resolve: (answer: { status: number; text: string }) => void; reject: (e: Error) => void } | null =
    null;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true).setEncoding('latin1');
    socket.on('data', (chunk: string) => this.take(chunk));
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.fail(new Error('the service closed the connection')));
  }

  /** Connects to the host of `url`. */
  static open(url: string): Promise<BenchConnection> {
    const { hostname, port } = new URL(url);
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => resolve(new BenchConnection(socket)));
      socket.once('error', reject);
    });
  }

  /** Sends an encoded request and answers status and body. @throws Error when the connection breaks */
  send(request: Buffer): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.write(request);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private take(chunk: string): void {
    this.received += chunk;
    const head = this.received.indexOf(HEAD_END);
    if (head === -1) return;
    const length = /content-length: *(\d+)/i.exec(this.received)?.[1];
    if (length === undefined)
      return this.fail(new Error(`an answer of unknown length: ${this.received.slice(0, 200)}`));
    const from = head + HEAD_END.length;
    if (this.received.length < from + Number(length)) return;
    const answer = { status: Number(this.received.slice(9, 12)), text: this.received.slice(from) };
    this.received = '';
    const { waiting } = this;
    this.waiting = null;
    waiting?.resolve(answer);
  }

  private fail(error: Error): void {
    const { waiting } = this;
    this.waiting = null;
    waiting?.reject(error);
  }
}
