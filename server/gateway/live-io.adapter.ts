import type { INestApplication } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { IncomingMessage } from 'node:http';
import type { Server, ServerOptions } from 'socket.io';
import { LiveAuth } from './live.auth.js';

const MAX_MESSAGE_BYTES = 64 * 1024;
/** A dead link is noticed by the application's heartbeat; these only clear away its remains. */
const PING_MS = 10_000;
/** A connection that names no namespace in this time is closed. */
const CONNECT_MS = 5000;

/** socket.io as the live protocol wants it: WebSocket only, own origins only, small messages, nothing served. */
export class LiveIoAdapter extends IoAdapter {
  constructor(private readonly app: INestApplication) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const auth = this.app.get(LiveAuth, { strict: false });
    const wanted: Partial<ServerOptions> = {
      ...options,
      transports: ['websocket'],
      allowUpgrades: false,
      perMessageDeflate: false,
      serveClient: false,
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      pingInterval: PING_MS,
      pingTimeout: PING_MS,
      connectTimeout: CONNECT_MS,
      allowRequest: (request: IncomingMessage, done) => {
        const isAllowed = auth.isAllowed(request);
        done(isAllowed ? null : 'origin/foreign', isAllowed);
      },
    };
    const server = super.createIOServer(port, wanted as ServerOptions);
    server.use((_socket, next) => next(new Error('live/wrong-namespace')));
    return server;
  }
}

/** Serves the live namespace on the application's own port. Call it before `listen`. */
export function useLive(app: INestApplication): void {
  app.useWebSocketAdapter(new LiveIoAdapter(app));
}
